import { Type, type Static } from 'typebox';

import { nullable, oneOf, timestamp } from './fields.js';
import { pageParameters } from './page.js';

const OrganizationId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$', description: 'Id of an organization.' });

/** Path of an organization. */
export const OrganizationParams = Type.Object({ org_id: OrganizationId }, { additionalProperties: false });

/** Query of `GET /v1/operator/organizations`. */
export const ListOrganizationsQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'An id, or a part of a name or an email address.' }),
    ),
    plan_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Only those on this plan.' })),
    ...pageParameters,
  },
  { additionalProperties: false },
);

const cents = (description: string) => Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description });
const size = (minimum: 0 | 1) =>
  nullable(
    Type.Integer({
      minimum,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Null: unlimited. Left out: as the plan says.',
    }),
  );
const UnitPrice = Type.Object(
  { cents: cents('What so many units cost.'), per: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) },
  { additionalProperties: false },
);
const OveragePrices = Type.Object(
  { calls: UnitPrice, tokens: UnitPrice, embeddings: UnitPrice },
  { additionalProperties: false, description: 'Prices of what goes beyond the quotas.' },
);
const agreed = {
  base_price_cents: Type.Optional(cents('Price of a whole period.')),
  quotas: Type.Optional(
    Type.Object(
      {
        calls: Type.Optional(size(0)),
        tokens: Type.Optional(size(0)),
        embeddings: Type.Optional(size(0)),
        memories_stored: Type.Optional(size(0)),
      },
      { additionalProperties: false },
    ),
  ),
  limits: Type.Optional(
    Type.Object(
      {
        per_minute: Type.Optional(size(1)),
        per_day: Type.Optional(size(1)),
        at_once: Type.Optional(size(1)),
      },
      { additionalProperties: false },
    ),
  ),
  overage: Type.Optional(OveragePrices),
};
const AddOns = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
  maxItems: 20,
  uniqueItems: true,
  description: 'Ids of add-ons of the file of plans.',
});

/** Body of `PATCH /v1/operator/organizations/{org_id}`: at least one field; what is left out stays. */
export const UpdateOrganizationBody = Type.Object(
  {
    plan_id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Plan from now on, whoever may take it.' }),
    ),
    is_active: Type.Optional(Type.Boolean({ description: 'False switches all keys of the organization off.' })),
    payment_approved: Type.Optional(
      Type.Boolean({ description: 'Whether it may take plans that cost something, without means of payment.' }),
    ),
    overrides: Type.Optional(
      nullable(
        Type.Object(agreed, {
          additionalProperties: false,
          minProperties: 1,
          description: 'What holds instead of what the plan says, on this plan alone. Null: nothing.',
        }),
      ),
    ),
    add_ons: Type.Optional(AddOns),
    price_lock: Type.Optional(
      nullable(
        Type.Object(
          { until: timestamp('When it ends.') },
          { additionalProperties: false, description: 'Holds the present prices until then. Null: not any more.' },
        ),
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** Body of `PATCH /v1/operator/organizations/{org_id}`. */
export type UpdateOrganizationBody = Static<typeof UpdateOrganizationBody>;

const PlanName = Type.Object({ id: Type.String(), name: Type.String() });

/** An organization as whoever runs the server sees it. */
export const OperatorOrganization = Type.Object({
  org_id: OrganizationId,
  name: Type.String(),
  email: Type.String(),
  is_active: Type.Boolean(),
  is_owner: Type.Boolean(),
  created_at: timestamp('When it signed up.'),
  plan: PlanName,
  next_plan: nullable(Type.Object({ ...PlanName.properties, starts_at: timestamp('When it takes effect.') })),
  trial_ends_at: nullable(timestamp('When the trial ends or has ended.')),
  payment_approved: Type.Boolean(),
  overrides: nullable(
    Type.Object({ plan_id: Type.String({ description: 'The plan that they were agreed for.' }), ...agreed }),
  ),
  add_ons: Type.Array(Type.String()),
  price_lock: nullable(
    Type.Object({
      plan_id: Type.String({ description: 'The plan whose price is locked.' }),
      until: timestamp('When it ends.'),
      base_price_cents: cents('The price that is held.'),
      overage: nullable(OveragePrices),
    }),
  ),
  in_effect: Type.Object(
    {
      base_price_cents: nullable(cents('Price of a whole period; null: not agreed yet.')),
      quotas: Type.Object({ calls: size(0), tokens: size(0), embeddings: size(0), memories_stored: size(0) }),
      limits: Type.Object({ per_minute: size(1), per_day: size(1), at_once: size(1) }),
      overage: nullable(OveragePrices),
    },
    { description: 'What holds at present, with all that was agreed, add-ons and a trial.' },
  ),
});
/** An organization as whoever runs the server sees it. */
export type OperatorOrganization = Static<typeof OperatorOrganization>;

/** Body of `POST /v1/operator/organizations/{org_id}/credits`. */
export const AddCreditBody = Type.Object(
  {
    amount_cents: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: 'How much it is.' }),
    note: Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '\\S',
      description: 'What it is for: invoices show it.',
    }),
    expires_at: Type.Optional(nullable(timestamp('When what is left of it is lost. Null or left out: never.'))),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/operator/organizations/{org_id}/credits`. */
export type AddCreditBody = Static<typeof AddCreditBody>;

/** Money that an organization is owed, to be spent on its invoices. */
export const OperatorCredit = Type.Object({
  id: Type.String(),
  org_id: OrganizationId,
  amount_cents: Type.Integer({ minimum: 1 }),
  note: Type.String(),
  expires_at: nullable(timestamp('When what is left of it is lost; null: never.')),
  created_at: timestamp('When it was given.'),
});
/** Money that an organization is owed, to be spent on its invoices. */
export type OperatorCredit = Static<typeof OperatorCredit>;

const Correction = Type.Integer({
  minimum: -1_000_000_000_000,
  maximum: 1_000_000_000_000,
  description: 'What is added; below zero: taken away.',
});
const CorrectedQuantities = Type.Object(
  {
    api_calls: Type.Optional(Correction),
    tokens_input: Type.Optional(Correction),
    tokens_output: Type.Optional(Correction),
    memories_read: Type.Optional(Correction),
    memories_written: Type.Optional(Correction),
    embeddings_generated: Type.Optional(Correction),
  },
  { additionalProperties: false, minProperties: 1, description: 'What is left out stays as it was counted.' },
);

/** Body of `POST /v1/operator/organizations/{org_id}/usage-corrections`. */
export const AddUsageCorrectionBody = Type.Object(
  {
    at: timestamp('The time that it belongs to: in this month or the one before.'),
    endpoint: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Method and path, as in `GET /v1/usage/history`, for example `POST /v1/query`.',
    }),
    api_key_id: Type.Optional(
      nullable(
        Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$', description: 'A live key. Null or left out: of none.' }),
      ),
    ),
    quantities: CorrectedQuantities,
    reason: Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '\\S',
      description: 'Why: the audit log of the organization shows it.',
    }),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/operator/organizations/{org_id}/usage-corrections`. */
export type AddUsageCorrectionBody = Static<typeof AddUsageCorrectionBody>;

/** A row of the ledger that was written by hand. */
export const UsageCorrection = Type.Object({
  id: Type.String({ description: 'Of its row in the ledger.' }),
  org_id: OrganizationId,
  at: timestamp('The time that it belongs to.'),
  endpoint: Type.String(),
  api_key_id: nullable(Type.String()),
  quantities: CorrectedQuantities,
  reason: Type.String(),
  created_at: timestamp('When it was written.'),
});
/** A row of the ledger that was written by hand. */
export type UsageCorrection = Static<typeof UsageCorrection>;

/** Query of `GET /v1/operator/costs`. */
export const CostsQuery = Type.Object(
  {
    month: Type.Optional(
      Type.String({
        pattern: '^20\\d{2}-(0[1-9]|1[0-2])$',
        description: 'Month, UTC, such as `2026-01`. Left out: the present one.',
      }),
    ),
    format: Type.Optional(oneOf(['json', 'csv'], 'Of the file. Left out: `json`.')),
  },
  { additionalProperties: false },
);

/** Organizations, newest first. */
export const OperatorOrganizationList = Type.Array(OperatorOrganization);
