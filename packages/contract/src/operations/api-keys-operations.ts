import {
  ApiKey,
  ApiKeyList,
  ApiKeyParams,
  CreateApiKeyBody,
  CreatedApiKey,
  CurrentApiKey,
  DocumentedCreateApiKeyBody,
  DocumentedUpdateApiKeyBody,
  ListApiKeysQuery,
  RevokedApiKey,
  RotateApiKeyBody,
  UpdateApiKeyBody,
} from '../schemas/api-key.js';
import { EXAMPLE_CREATED_KEY, EXAMPLE_IDS, EXAMPLE_KEY } from './examples.js';
import {
  BODY_ERRORS,
  IDEMPOTENCY_ERRORS,
  JSON_BODY,
  KEY_ERRORS,
  NO_BODY,
  SCOPE_ERRORS,
  type Operation,
} from './operation.js';

const WRITE_ERRORS = [...SCOPE_ERRORS, ...BODY_ERRORS, ...IDEMPOTENCY_ERRORS] as const;
const oneKey = { params: ApiKeyParams, tag: 'api-keys', scope: 'admin' } as const;
const params = { key_id: EXAMPLE_IDS.key } as const;

/** Operations of the room `api-keys`. */
export const API_KEYS_OPERATIONS = {
  listApiKeys: {
    method: 'GET',
    path: '/v1/account/api-keys',
    summary: 'List API keys',
    description:
      'The keys of the organization, newest first, revoked and expired ones included: they stay listed for ever. The keys themselves are never shown, only `key_prefix`. A test key sees test keys only.',
    tag: 'api-keys',
    scope: 'admin',
    idempotent: false,
    contentTypes: NO_BODY,
    query: ListApiKeysQuery,
    response: { status: 200, schema: ApiKeyList, description: 'A page of keys.', paginated: true },
    errors: SCOPE_ERRORS,
    examples: { response: [EXAMPLE_KEY] },
  },
  createApiKey: {
    method: 'POST',
    path: '/v1/account/api-keys',
    summary: 'Make an API key',
    description:
      'Makes a key and shows it in this answer, once: store it now. Every field can be left out. The new key is never wider than the one that makes it: no scope, no environment, no address range that it lacks, no later expiry.',
    tag: 'api-keys',
    scope: 'admin',
    idempotent: true,
    contentTypes: JSON_BODY,
    body: CreateApiKeyBody,
    documentedBody: DocumentedCreateApiKeyBody,
    bodyOptional: true,
    response: {
      status: 201,
      schema: CreatedApiKey,
      description: 'The new key: the only answer with its full text.',
      headers: ['Cache-Control', 'Idempotency-Replayed'],
    },
    errors: WRITE_ERRORS,
    examples: {
      bodies: {
        server: {
          summary: 'A key for a server',
          value: { name: 'Booking service', environment: 'live', scopes: ['read', 'write'] },
        },
        temporary: { summary: 'A key that expires', value: { name: 'Migration', expires_in_days: 30 } },
        narrow: {
          summary: 'A key for one namespace, from one network',
          value: { name: 'Kiosk', scopes: ['read'], namespaces: ['user:4711'], ip_allowlist: ['203.0.113.0/24'] },
        },
      },
      response: EXAMPLE_CREATED_KEY,
    },
  },
  getCurrentApiKey: {
    method: 'GET',
    path: '/v1/account/api-keys/current',
    summary: 'What the key of this request is',
    description:
      'Environment, scopes, limits and expiry of the key that asks, its organization and plan. Any valid key may ask.',
    tag: 'api-keys',
    scope: 'any',
    idempotent: false,
    contentTypes: NO_BODY,
    response: { status: 200, schema: CurrentApiKey, description: 'The key of this request.' },
    errors: KEY_ERRORS,
    examples: {
      response: {
        id: EXAMPLE_IDS.key,
        name: 'Booking service',
        key_prefix: 'mem_live_EXAMPL…',
        environment: 'live',
        scopes: ['read', 'write'],
        namespaces: null,
        ip_allowlist: null,
        created_at: '2026-01-15T10:30:00.000Z',
        expires_at: null,
        organization: { id: EXAMPLE_IDS.organization, name: 'Harbour Travel' },
        plan: { id: 'self-hosted', name: 'Self-hosted' },
      },
    },
  },
  getApiKey: {
    ...oneKey,
    method: 'GET',
    path: '/v1/account/api-keys/{key_id}',
    summary: 'Get an API key',
    description: 'One key of the organization, as lists show it.',
    idempotent: false,
    contentTypes: NO_BODY,
    response: { status: 200, schema: ApiKey, description: 'The key.' },
    errors: [...SCOPE_ERRORS, 'API_KEY_NOT_FOUND'],
    examples: { params, response: EXAMPLE_KEY },
  },
  updateApiKey: {
    ...oneKey,
    method: 'PATCH',
    path: '/v1/account/api-keys/{key_id}',
    summary: 'Change an API key',
    description:
      "Changes name, scopes, namespaces or addresses of a key; it takes effect at once. What is left out stays; null lifts `namespaces` or `ip_allowlist`. No key can be made wider than the one that changes it, and a wider one can't be changed by it.",
    idempotent: true,
    contentTypes: JSON_BODY,
    body: UpdateApiKeyBody,
    documentedBody: DocumentedUpdateApiKeyBody,
    response: {
      status: 200,
      schema: ApiKey,
      description: 'The key after the change.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...WRITE_ERRORS, 'API_KEY_NOT_FOUND', 'API_KEY_NOT_ACTIVE', 'LAST_ADMIN_KEY'],
    examples: {
      params,
      bodies: { narrow: { summary: 'Take the right to write away', value: { scopes: ['read'] } } },
      response: { ...EXAMPLE_KEY, scopes: ['read'] },
    },
  },
  rotateApiKey: {
    ...oneKey,
    method: 'POST',
    path: '/v1/account/api-keys/{key_id}/rotate',
    summary: 'Rotate an API key',
    description:
      'Makes a new key with the settings of this one, and lets the old one work for `grace_period_hours` more, at most until its own expiry. The new key is shown in this answer, once. The body can be left out.',
    idempotent: true,
    contentTypes: JSON_BODY,
    body: RotateApiKeyBody,
    bodyOptional: true,
    response: {
      status: 201,
      schema: CreatedApiKey,
      description: 'The new key: the only answer with its full text.',
      headers: ['Cache-Control', 'Idempotency-Replayed'],
    },
    errors: [...WRITE_ERRORS, 'API_KEY_NOT_FOUND', 'API_KEY_NOT_ACTIVE', 'LAST_ADMIN_KEY'],
    examples: {
      params,
      bodies: {
        planned: { summary: 'A day to change over', value: { grace_period_hours: 24 } },
        leaked: { summary: 'The old key leaked: end it at once', value: { grace_period_hours: 0 } },
      },
      response: { ...EXAMPLE_CREATED_KEY, id: EXAMPLE_IDS.otherKey },
    },
  },
  revokeApiKey: {
    ...oneKey,
    method: 'DELETE',
    path: '/v1/account/api-keys/{key_id}',
    summary: 'Revoke an API key',
    description:
      "Ends a key for good; it stays listed. Revoking it again answers the same. A key can't revoke itself, nor one that is wider than itself, and the last live key with `admin` and without expiry stays.",
    idempotent: true,
    contentTypes: NO_BODY,
    response: {
      status: 200,
      schema: RevokedApiKey,
      description: 'The key is revoked.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [
      ...SCOPE_ERRORS,
      ...IDEMPOTENCY_ERRORS,
      'CANNOT_REVOKE_CURRENT_KEY',
      'API_KEY_NOT_FOUND',
      'LAST_ADMIN_KEY',
    ],
    examples: { params, response: { revoked: true, key_id: EXAMPLE_IDS.key } },
  },
} as const satisfies Record<string, Operation>;
