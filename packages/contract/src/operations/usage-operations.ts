import { Type } from 'typebox';

import {
  ListUsageAlertsQuery,
  UsageAlertList,
  UsageExport,
  UsageExportQuery,
  UsageExportRow,
  UsageHistory,
  UsageHistoryQuery,
  UsageProjection,
  UsageQuery,
  UsageSummary,
} from '../schemas/usage.js';
import { EXAMPLE_IDS } from './examples.js';
import { NO_BODY, SCOPE_ERRORS, type Operation } from './operation.js';

const read = {
  method: 'GET',
  tag: 'usage',
  scope: 'read',
  idempotent: false,
  contentTypes: NO_BODY,
  errors: SCOPE_ERRORS,
} as const;

const AMOUNTS = {
  api_calls: 1284,
  tokens_input: 30_912,
  tokens_output: 0,
  memories_read: 8120,
  memories_written: 311,
  embeddings_generated: 1102,
} as const;

const UNLIMITED = { api_calls: null, tokens: null, embeddings: null, memories_stored: null } as const;

const EXPORTED = {
  date: '2026-01-15',
  endpoint: 'POST /v1/query',
  api_key_id: 'key_01k3zq8v5n7r2t4w6y8a0c1e3h',
  api_key_name: 'Booking service',
  api_calls: 12,
  tokens_input: 96,
  tokens_output: 0,
  memories_read: 40,
  memories_written: 0,
  embeddings_generated: 12,
  cost_cents: 0,
} as const;

const PROJECTED = { ...AMOUNTS, tokens_processed: 30_912, estimated_cost_cents: 0 } as const;

/** Operations of the room `usage`: what was used, what it costs, where it's going. */
export const USAGE_OPERATIONS = {
  getUsage: {
    ...read,
    path: '/v1/usage',
    summary: 'Usage of this month',
    description:
      'What the organization has used in the present billing period (a month, UTC), what its plan holds, and how much of that is gone. Right to the last answered request. With a live key the live environment, with a test key the sandbox; `environment=test` shows a live key the sandbox.',
    query: UsageQuery,
    response: { status: 200, schema: UsageSummary, description: 'Usage of the present period.' },
    examples: {
      response: {
        current: {
          period: '2026-01',
          ...PROJECTED,
          memories_stored: 290,
          memories_stored_peak: 305,
        },
        limits: UNLIMITED,
        percent_used: UNLIMITED,
      },
    },
  },
  getUsageHistory: {
    ...read,
    path: '/v1/usage/history',
    summary: 'Usage by day',
    description:
      'Usage of the last days, today included, oldest first; every day has an entry. With `group_by` a day has an entry for each endpoint, or each API key, that was used.',
    query: UsageHistoryQuery,
    response: { status: 200, schema: UsageHistory, description: 'The days.' },
    examples: {
      response: {
        period_start: '2026-01-15T00:00:00.000Z',
        period_end: '2026-01-16T00:00:00.000Z',
        history: [{ date: '2026-01-15', ...AMOUNTS, tokens_total: 30_912, cost_cents: 0 }],
      },
    },
  },
  getUsageProjection: {
    ...read,
    path: '/v1/usage/projection',
    summary: 'Where this month is going',
    description:
      'Usage of the present period so far, and at its end if it goes on as it has: what was used, divided by the time that has passed (a day at least), times the length of the period.',
    query: UsageQuery,
    response: { status: 200, schema: UsageProjection, description: 'The projection.' },
    examples: {
      response: {
        period: '2026-01',
        days_elapsed: 31,
        days_remaining: 0,
        current: PROJECTED,
        projected: PROJECTED,
      },
    },
  },
  listUsageAlerts: {
    ...read,
    path: '/v1/usage/alerts',
    summary: 'List alerts of usage',
    description:
      'When the organization reached 50, 80 and 100 % of a quota of its plan, newest first: each once a billing period, quota and size of it, so that a larger plan taken in the middle of a month brings them for its own quota. There is none for a plan without quotas, and none for the sandbox. Needs a live key.',
    liveKeyOnly: true,
    query: ListUsageAlertsQuery,
    response: { status: 200, schema: UsageAlertList, description: 'A page of alerts.', paginated: true },
    examples: {
      response: [
        {
          id: EXAMPLE_IDS.event,
          type: 'usage.threshold_reached',
          created_at: '2026-01-15T10:30:00.000Z',
          data: { period: '2026-01', limit: 'api_calls', threshold_percent: 80, used: 8002, size: 10_000 },
        },
      ],
    },
  },
  exportUsage: {
    ...read,
    path: '/v1/usage/export',
    summary: 'Download usage',
    description:
      'A file with a line for each day, endpoint and API key of the last days: CSV with a header (cells that a spreadsheet would take for a formula begin with an apostrophe), or a JSON list (`application/json`). The names of API keys are for keys with scope `admin`, and empty for others. Its sums are those of `GET /v1/usage/history`. The body comes without the envelope.',
    query: UsageExportQuery,
    response: {
      status: 200,
      schema: UsageExport,
      description: 'The file.',
      bare: true,
      contentType: 'text/csv',
      otherContent: {
        contentType: 'application/json',
        schema: Type.Array(UsageExportRow),
        example: [EXPORTED],
      },
    },
    examples: {
      response: `${Object.keys(EXPORTED).join(',')}\r\n${Object.values(EXPORTED).join(',')}\r\n`,
    },
  },
} as const satisfies Record<string, Operation>;
