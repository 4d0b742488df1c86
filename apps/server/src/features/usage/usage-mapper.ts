import type { UsageAlert as WireUsageAlert, UsageHistory, UsageSummary } from '@memory-api/contract';
import { isOperationId, OPERATIONS } from '@memory-api/contract/operations';
import type { UsageAlert, UsageAmounts, UsageDay } from '@memory-api/storage';
import type { Plan } from '../../plans/plan.js';
import { toDate, toMonth } from './usage-time.js';

/** What rows of the ledger have in the place of a key where there was none. */
export const NO_KEY = '';

type WireDay = UsageHistory['history'][number];
type Metered<Value> = Record<keyof UsageSummary['limits'], Value>;

/** Amounts, in the shape of the wire. */
export function toWireAmounts(amounts: UsageAmounts) {
  return {
    api_calls: amounts.calls,
    tokens_input: amounts.tokensInput,
    tokens_output: amounts.tokensOutput,
    memories_read: amounts.memoriesRead,
    memories_written: amounts.memoriesWritten,
    embeddings_generated: amounts.embeddings,
  };
}

/** Tokens in and out. */
export function toTokens({ tokensInput, tokensOutput }: UsageAmounts): number {
  return tokensInput + tokensOutput;
}

/** One entry of the history, in the shape of the wire. */
export function toWireDay(day: UsageDay, costCents: number): WireDay {
  return {
    date: toDate(day.dayMs),
    ...(day.operation !== null && { endpoint: toEndpoint(day.operation) }),
    ...(day.keyId !== null && { api_key_id: toWireKeyId(day.keyId) }),
    ...toWireAmounts(day),
    tokens_total: toTokens(day),
    cost_cents: costCents,
  };
}

/** The id of a key; null for a correction of no key. */
export function toWireKeyId(keyId: string | null): string | null {
  return keyId === NO_KEY ? null : keyId;
}

/** An operation as its method and path; one that this version doesn't have any more by its id. */
export function toEndpoint(operation: string): string {
  if (!isOperationId(operation)) return operation;
  const { method, path } = OPERATIONS[operation];
  return `${method} ${path}`;
}

/** An alert, in the shape of the event that it is. */
export function toWireAlert(alert: UsageAlert): WireUsageAlert {
  return {
    id: alert.id,
    type: alert.thresholdPercent >= 100 ? 'usage.quota_exceeded' : 'usage.threshold_reached',
    created_at: new Date(alert.atMs).toISOString(),
    data: {
      period: toMonth(alert.periodMs),
      limit: alert.limit,
      threshold_percent: alert.thresholdPercent,
      used: alert.used,
      size: alert.size,
    },
  };
}

/** What a plan holds. */
export function toWireLimits({ quotas }: Pick<Plan, 'quotas'>): Metered<number | null> {
  const { calls, tokens, embeddings, memoriesStored } = quotas;
  return { api_calls: calls, tokens, embeddings, memories_stored: memoriesStored };
}

/** How much of each limit is used, in percent with one decimal; null where there is none. */
export function toPercentUsed(limits: Metered<number | null>, used: Metered<number>): Metered<number | null> {
  const names = ['api_calls', 'tokens', 'embeddings', 'memories_stored'] as const;
  const percents = names.map((name) => [name, toPercent(used[name], limits[name])]);
  return Object.fromEntries(percents) as Metered<number | null>;
}

function toPercent(used: number, limit: number | null): number | null {
  if (limit === null) return null;
  // Of nothing, everything is gone.
  if (limit === 0) return 100;
  return Math.max(0, Math.round((used / limit) * 1000) / 10);
}
