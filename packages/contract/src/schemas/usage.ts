import { Type, type Static } from 'typebox';

import { EnvironmentSchema, nullable, oneOf, timestamp } from './fields.js';
import { pageParameters } from './page.js';

const count = (description: string) => Type.Integer({ description });
const cents = (description: string) => Type.Integer({ description });

const environment = Type.Optional(
  Type.Unsafe<'live' | 'test' | undefined>({
    ...EnvironmentSchema,
    description: "Whose usage: `live`, or `test` for the sandbox's. Left out: that of the key.",
  }),
);

const days = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30, description }));

/** Query of `GET /v1/usage` and `GET /v1/usage/projection`. */
export const UsageQuery = Type.Object({ environment }, { additionalProperties: false });
/** Query of `GET /v1/usage` and `GET /v1/usage/projection`. */
export type UsageQuery = Static<typeof UsageQuery>;

/** Query of `GET /v1/usage/history`. */
export const UsageHistoryQuery = Type.Object(
  {
    environment,
    days: days('How many days, today included.'),
    group_by: Type.Optional(
      oneOf(['endpoint', 'api_key'], 'Tells each day apart by endpoint or by API key; only those that were used.'),
    ),
  },
  { additionalProperties: false },
);
/** Query of `GET /v1/usage/history`. */
export type UsageHistoryQuery = Static<typeof UsageHistoryQuery>;

/** Query of `GET /v1/usage/export`. */
export const UsageExportQuery = Type.Object(
  {
    environment,
    days: days('How many days, today included.'),
    format: Type.Optional(oneOf(['csv', 'json'], 'Of the file. Left out: `csv`.')),
  },
  { additionalProperties: false },
);
/** Query of `GET /v1/usage/export`. */
export type UsageExportQuery = Static<typeof UsageExportQuery>;

const amounts = {
  api_calls: count('Counted requests.'),
  tokens_input: count('Tokens of texts and questions, as the embedder counts them, and of language models’ prompts.'),
  tokens_output: count('Tokens that language models wrote.'),
  memories_read: count('Memories that were answered with.'),
  memories_written: count('Memories that were created, changed or deleted.'),
  embeddings_generated: count('Texts and questions that were embedded, each once, however long.'),
};

const period = Type.String({ description: 'Billing period: a month, UTC.', examples: ['2026-01'] });

const currentFields = {
  period,
  ...amounts,
  tokens_processed: count('Tokens in and out.'),
  memories_stored: count('Memories that are stored now.'),
  memories_stored_peak: count('The most that were stored at once in this period.'),
  estimated_cost_cents: cents('What the period has cost so far, in cents, before credits.'),
};

const quota = (description: string) => nullable(Type.Integer({ minimum: 0, description }));
const percent = (description: string) => nullable(Type.Number({ minimum: 0, description }));
const metered = <Schema>(toSchema: (description: string) => Schema) => ({
  api_calls: toSchema('Requests in a period.'),
  tokens: toSchema('Tokens in a period.'),
  embeddings: toSchema('Embeddings in a period.'),
  memories_stored: toSchema('Memories at a time.'),
});

/** Usage of the present period. */
export const UsageSummary = Type.Object({
  current: Type.Object(currentFields, { description: 'What was used in the present period.' }),
  limits: Type.Object(metered(quota), { description: 'What the plan holds; null: unlimited.' }),
  percent_used: Type.Object(metered(percent), { description: 'How much of it is used; null: unlimited.' }),
});
/** Usage of the present period. */
export type UsageSummary = Static<typeof UsageSummary>;

const historyDay = Type.Object({
  date: Type.String({ description: 'Day, UTC.', examples: ['2026-01-15'] }),
  endpoint: Type.Optional(Type.String({ description: 'Method and path; with `group_by=endpoint`.' })),
  api_key_id: Type.Optional(
    nullable(Type.String({ description: 'Id of the key; with `group_by=api_key`. Null: a correction of no key.' })),
  ),
  ...amounts,
  tokens_total: count('Tokens in and out.'),
  cost_cents: cents(
    'What the day, or the group, adds to the cost of its period, in cents. Groups of a day add up to the day, days to the period.',
  ),
});

/** Usage by day. */
export const UsageHistory = Type.Object({
  period_start: timestamp('Begin of the first day.'),
  period_end: timestamp('End of the last day: the first moment that is outside.'),
  history: Type.Array(historyDay, { description: 'The days, oldest first.' }),
});
/** Usage by day. */
export type UsageHistory = Static<typeof UsageHistory>;

const projectedFields = {
  ...amounts,
  tokens_processed: count('Tokens in and out.'),
  estimated_cost_cents: cents('In cents, before credits.'),
};

/** Where the present period is going. */
export const UsageProjection = Type.Object({
  period,
  days_elapsed: Type.Integer({ minimum: 1, description: 'Days of the period that have begun.' }),
  days_remaining: Type.Integer({ minimum: 0, description: 'Days of the period that have not begun.' }),
  current: Type.Object(projectedFields, { description: 'What was used so far.' }),
  projected: Type.Object(projectedFields, { description: 'What will have been used at the end of the period.' }),
});
/** Where the present period is going. */
export type UsageProjection = Static<typeof UsageProjection>;

/** A file of usage, written while it is sent. */
export const UsageExport = Type.Unsafe<AsyncIterable<string>>({
  type: 'string',
  description: 'A file: CSV, or a list of objects as JSON.',
});

/** A line of an export of usage: what one API key used of one endpoint in one day. */
export const UsageExportRow = Type.Object({
  date: Type.String({ format: 'date', description: 'The day, UTC.' }),
  endpoint: nullable(Type.String({ description: 'Method and path, for example `POST /v1/query`.' })),
  api_key_id: nullable(Type.String({ description: 'The API key.' })),
  api_key_name: nullable(Type.String({ description: 'Its name, for keys with scope `admin`.' })),
  ...amounts,
  cost_cents: cents('What it cost, in cents, before credits.'),
});

/** Query of `GET /v1/usage/alerts`. */
export const ListUsageAlertsQuery = Type.Object({ ...pageParameters }, { additionalProperties: false });
/** Query of `GET /v1/usage/alerts`. */
export type ListUsageAlertsQuery = Static<typeof ListUsageAlertsQuery>;

/** An event that tells how much of a quota was reached. */
export const UsageAlert = Type.Object({
  id: Type.String({ description: 'Id of the event, sortable by time.', examples: ['evt_01k3zqb4d6f8h0j2m4p6r8t0v2'] }),
  type: oneOf(
    ['usage.threshold_reached', 'usage.quota_exceeded'],
    'At 50 and 80 % of a quota: `usage.threshold_reached`; at all of it: `usage.quota_exceeded`.',
  ),
  created_at: timestamp('When it was noticed, seconds after it happened.'),
  data: Type.Object(
    {
      period,
      limit: oneOf(['api_calls', 'tokens', 'embeddings', 'memories_stored'], 'The quota of the plan.'),
      threshold_percent: count('How much of it was reached: 50, 80 or 100.'),
      used: count('What was used when it was noticed; of memories the most that were stored at once in the period.'),
      size: count('How large the quota was then.'),
    },
    { description: 'Which quota it was, and how much of it was used.' },
  ),
});
/** An event that tells how much of a quota was reached. */
export type UsageAlert = Static<typeof UsageAlert>;

/** A page of alerts. */
export const UsageAlertList = Type.Array(UsageAlert);
/** A page of alerts. */
export type UsageAlertList = Static<typeof UsageAlertList>;
