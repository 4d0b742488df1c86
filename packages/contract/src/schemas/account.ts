import { Type, type Static } from 'typebox';

import { Email, EnvironmentSchema, Name, nullable, timestamp } from './fields.js';
import { pageParameters } from './page.js';

/** Body of `POST /v1/signup`. */
export const SignupBody = Type.Object(
  {
    name: Type.String({ ...Name, description: 'Name of the organization.', examples: ['Harbour Travel'] }),
    email: Email,
    plan_id: Type.Optional(
      nullable(
        Type.String({
          minLength: 1,
          maxLength: 100,
          description: 'Plan to start on. Left out: the default plan of the server.',
        }),
      ),
    ),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/signup`. */
export type SignupBody = Static<typeof SignupBody>;

/** Body of `PATCH /v1/account`: at least one field. */
export const UpdateAccountBody = Type.Object(
  {
    name: Type.Optional(Type.String({ ...Name, description: 'New name of the organization.' })),
    email: Type.Optional(Email),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** Body of `PATCH /v1/account`: at least one field. */
export type UpdateAccountBody = Static<typeof UpdateAccountBody>;

/** Body of `POST /v1/account/plan`. */
export const ChangePlanBody = Type.Object(
  {
    plan_id: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Plan to take. The message of a refusal lists those that may be taken.',
      examples: ['starter'],
    }),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/account/plan`. */
export type ChangePlanBody = Static<typeof ChangePlanBody>;

/** What follows the present plan. */
const NextPlan = Type.Object(
  {
    id: Type.String({ description: 'Id of the plan.', examples: ['free'] }),
    name: Type.String({ description: 'Name of the plan.' }),
    starts_at: timestamp('When it takes effect.'),
  },
  { description: 'The plan that was taken for later; null: none.' },
);

/** The plan of an organization. */
export const Plan = Type.Object({
  id: Type.String({ description: 'Id of the plan.', examples: ['self-hosted'] }),
  name: Type.String({ description: 'Name of the plan.' }),
  description: Type.String({ description: 'What the plan is for.' }),
  base_price_cents: nullable(
    Type.Integer({ minimum: 0, description: 'Price of a period in cents; null: negotiated.' }),
  ),
  billing_period: Type.String({ description: 'What the price pays for.', examples: ['monthly'] }),
});
/** The plan of an organization. */
export type Plan = Static<typeof Plan>;

/** The organization of a key. */
export const Account = Type.Object({
  org_id: Type.String({ description: 'Id of the organization.', examples: ['org_01k3zq8v5n7r2t4w6y8a0c1e3g'] }),
  name: Type.String({ description: 'Name of the organization.' }),
  // Not `format: email`: the owner organization that the first start makes has none to show.
  email: Type.String({ description: 'Email address of the organization.' }),
  plan: Plan,
  next_plan: nullable(NextPlan),
  trial_ends_at: nullable(timestamp('When the trial ends or has ended; null: there was none.')),
  is_active: Type.Boolean({ description: 'Whether the organization is switched on.' }),
  created_at: timestamp('When the organization signed up.'),
});
/** The organization of a key. */
export type Account = Static<typeof Account>;

/** Query of `GET /v1/account/audit-log`. */
export const ListAuditLogQuery = Type.Object({ ...pageParameters }, { additionalProperties: false });
/** Query of `GET /v1/account/audit-log`. */
export type ListAuditLogQuery = Static<typeof ListAuditLogQuery>;

/** One thing that somebody did to the account. */
export const AuditEntry = Type.Object({
  id: Type.String({ description: 'Id of the entry.', examples: ['aud_01k3zq8v5n7r2t4w6y8a0c1e3g'] }),
  action: Type.String({
    description: 'What was done, for example `api_key.created`. New actions may be added.',
    examples: ['api_key.created'],
  }),
  target_id: nullable(Type.String({ description: 'Id of what it was done to; null: the account as a whole.' })),
  key_id: nullable(
    Type.String({ description: 'Id of the API key that it was done with; null: with none, as at signup.' }),
  ),
  environment: Type.Union([EnvironmentSchema, Type.Null()], {
    description: 'Environment of the target; null: it has none.',
  }),
  ip: nullable(Type.String({ description: 'Address that the request came from; null: from the server itself.' })),
  request_id: nullable(Type.String({ description: "Id of the request; null: it wasn't done by a request." })),
  details: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'What was changed. Never a secret.',
  }),
  created_at: timestamp('When it was done.'),
});
/** One thing that somebody did to the account. */
export type AuditEntry = Static<typeof AuditEntry>;

/** Entries of the audit log, newest first. */
export const AuditLog = Type.Array(AuditEntry);
