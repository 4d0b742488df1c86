import { Type, type Static, type TArrayOptions } from 'typebox';

import { ENVIRONMENTS } from '../api-key.js';
import {
  DEFAULT_GRACE_PERIOD_HOURS,
  DEFAULT_KEY_NAME,
  MAX_GRACE_PERIOD_HOURS,
  MAX_KEY_EXPIRES_IN_DAYS,
} from '../bounds.js';
import { PUBLIC_SCOPES, SCOPES, type Scope } from '../scopes.js';
import { ApiKeyId, EnvironmentSchema, IpAllowlist, KeyNamespaces, Name, nullable, oneOf, timestamp } from './fields.js';
import { pageParameters } from './page.js';

const SCOPES_OF_A_KEY =
  "Rights of the key. `read`: read memories, query, view the account. `write`: create and update memories. `delete`: delete memories. `admin`: manage API keys and the account, and everything above. `write` doesn't include `read`. No key can grant what it doesn't hold.";

// Two lists of scopes for two readers: the documentation names the scopes of customers, the server
// also takes `operator` from a key that holds it (contract 1.3). Nothing else differs.
function requestScopes(scopes: readonly Scope[], options: TArrayOptions = {}) {
  return Type.Array(oneOf(scopes, 'A right.'), {
    ...options,
    minItems: 1,
    uniqueItems: true,
    description: SCOPES_OF_A_KEY,
    examples: [['read', 'write']],
  });
}

const ExpiresInDays = nullable(
  Type.Integer({
    minimum: 1,
    maximum: MAX_KEY_EXPIRES_IN_DAYS,
    description:
      'Days until the key expires. Left out or null: it lives as long as the key that makes it; with a key without expiry, for ever.',
    examples: [30],
  }),
);

function createBody(scopes: readonly Scope[]) {
  return Type.Object(
    {
      name: Type.Optional(Type.String({ ...Name, default: DEFAULT_KEY_NAME, description: 'What the key is for.' })),
      environment: Type.Optional(
        oneOf(
          ENVIRONMENTS,
          'World that the key opens. Default: the environment of the key that makes it. A test key makes test keys only.',
        ),
      ),
      scopes: Type.Optional(requestScopes(scopes, { default: ['read', 'write'] })),
      expires_in_days: Type.Optional(ExpiresInDays),
      namespaces: Type.Optional(nullable(KeyNamespaces)),
      ip_allowlist: Type.Optional(nullable(IpAllowlist)),
    },
    { additionalProperties: false },
  );
}

function updateBody(scopes: readonly Scope[]) {
  return Type.Object(
    {
      name: Type.Optional(Name),
      scopes: Type.Optional(requestScopes(scopes)),
      namespaces: Type.Optional(nullable(KeyNamespaces)),
      ip_allowlist: Type.Optional(nullable(IpAllowlist)),
    },
    { additionalProperties: false, minProperties: 1 },
  );
}

/** Body of `POST /v1/account/api-keys`, as the server takes it. */
export const CreateApiKeyBody = createBody(SCOPES);
/** Body of `POST /v1/account/api-keys`. */
export type CreateApiKeyBody = Static<typeof CreateApiKeyBody>;

/** Body of `POST /v1/account/api-keys`, as the documentation shows it. */
export const DocumentedCreateApiKeyBody = createBody(PUBLIC_SCOPES);

/** Body of `PATCH /v1/account/api-keys/{key_id}`, as the server takes it. */
export const UpdateApiKeyBody = updateBody(SCOPES);
/** Body of `PATCH /v1/account/api-keys/{key_id}`: at least one field. */
export type UpdateApiKeyBody = Static<typeof UpdateApiKeyBody>;

/** Body of `PATCH /v1/account/api-keys/{key_id}`, as the documentation shows it. */
export const DocumentedUpdateApiKeyBody = updateBody(PUBLIC_SCOPES);

/** Body of `POST /v1/account/api-keys/{key_id}/rotate`. */
export const RotateApiKeyBody = Type.Object(
  {
    grace_period_hours: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_GRACE_PERIOD_HOURS,
        default: DEFAULT_GRACE_PERIOD_HOURS,
        description: 'Hours for which the old key goes on working, at most until its own expiry. 0 ends it at once.',
      }),
    ),
    expires_in_days: Type.Optional(
      nullable(
        Type.Integer({
          minimum: 1,
          maximum: MAX_KEY_EXPIRES_IN_DAYS,
          description: 'Days until the new key expires. Left out or null: it keeps the expiry of the old one.',
        }),
      ),
    ),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/account/api-keys/{key_id}/rotate`. */
export type RotateApiKeyBody = Static<typeof RotateApiKeyBody>;

/** Query of `GET /v1/account/api-keys`. */
export const ListApiKeysQuery = Type.Object(
  { environment: Type.Optional(EnvironmentSchema), ...pageParameters },
  { additionalProperties: false },
);
/** Query of `GET /v1/account/api-keys`. */
export type ListApiKeysQuery = Static<typeof ListApiKeysQuery>;

/** Path of one API key. */
export const ApiKeyParams = Type.Object({ key_id: ApiKeyId }, { additionalProperties: false });
/** Path of one API key. */
export type ApiKeyParams = Static<typeof ApiKeyParams>;

const KeyPrefix = Type.String({
  description: 'Beginning of the key and an ellipsis, to recognize it by.',
  examples: ['mem_live_a1b2c3…'],
});

// Open, not an enum: who runs the server holds a key with one scope more.
const GrantedScopes = Type.Unsafe<Scope[]>(
  Type.Array(Type.String(), { description: 'Rights of the key.', examples: [['read', 'write']] }),
);

const identity = {
  id: ApiKeyId,
  name: Type.String({ description: 'What the key is for.' }),
  key_prefix: KeyPrefix,
  environment: EnvironmentSchema,
  scopes: GrantedScopes,
  namespaces: nullable(Type.Array(Type.String(), { description: 'Namespaces that the key is held to; null: all.' })),
  ip_allowlist: nullable(
    Type.Array(Type.String(), { description: 'Addresses that the key works from; null: anywhere.' }),
  ),
  created_at: timestamp('When the key was made.'),
  expires_at: nullable(timestamp('From when on the key is refused; null: never.')),
};

/** An API key as lists show it: never the key itself. */
export const ApiKey = Type.Object({
  ...identity,
  is_active: Type.Boolean({ description: 'Whether the key works now: neither revoked nor expired.' }),
  last_used_at: nullable(timestamp('When the key was last used, right to within a minute; null: never.')),
  revoked_at: nullable(timestamp("When the key was revoked; null: it wasn't.")),
  rotated_to: nullable(Type.String({ description: 'Id of the key that replaces this one; null: none does.' })),
  grace_until: nullable(timestamp("Until when a rotated key goes on working; null: it wasn't rotated.")),
});
/** An API key as lists show it: never the key itself. */
export type ApiKey = Static<typeof ApiKey>;

/** Keys of an organization, newest first. */
export const ApiKeyList = Type.Array(ApiKey);

/** An API key as it was made, with its full text: the only answer that holds it. */
export const CreatedApiKey = Type.Object({
  ...identity,
  key: Type.String({
    pattern: '^mem_(live|test)_[0-9A-Za-z]{38}$',
    description:
      'The full key: a secret, shown this once and never again. `mem_live_` or `mem_test_`, 32 random characters, 6 of checksum.',
  }),
});
/** An API key as it was made, with its full text: the only answer that holds it. */
export type CreatedApiKey = Static<typeof CreatedApiKey>;

/** Answer to revoking a key. */
export const RevokedApiKey = Type.Object({
  revoked: Type.Literal(true),
  key_id: ApiKeyId,
});
/** Answer to revoking a key. */
export type RevokedApiKey = Static<typeof RevokedApiKey>;

/** What the key of this request is. */
export const CurrentApiKey = Type.Object({
  ...identity,
  organization: Type.Object({
    id: Type.String({ description: 'Id of the organization.' }),
    name: Type.String({ description: 'Name of the organization.' }),
  }),
  plan: Type.Object({
    id: Type.String({ description: 'Id of the plan.' }),
    name: Type.String({ description: 'Name of the plan.' }),
  }),
});
/** What the key of this request is. */
export type CurrentApiKey = Static<typeof CurrentApiKey>;
