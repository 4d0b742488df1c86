import type { Environment } from '@memory-api/contract';
import type { Plan } from '../../plans/plan.js';

/** A month's quotas that block. Null: none of that. */
export type MonthQuotas = Pick<Plan['quotas'], 'calls' | 'tokens' | 'embeddings'>;

/** What holds for one organization in one environment. Null: no such limit. */
export interface TenantLimits {
  /** Requests in any sixty seconds. */
  readonly perMinute: number | null;
  /** Requests in a UTC day. */
  readonly perDay: number | null;
  /** Requests under way at a time. */
  readonly atOnce: number | null;
  readonly perMonth: MonthQuotas | null;
  /** Most memories stored at a time. */
  readonly memoriesStored: number | null;
}

/** Most requests a minute of the sandbox, which is free, while the server bills. */
export const SANDBOX_PER_MINUTE = 60;

/** What a plan means for an organization's production or its sandbox; null: no limit at all. */
export function toTenantLimits(
  plan: Pick<Plan, 'limits' | 'quotas' | 'overage'>,
  environment: Environment,
  { isBillingOn }: { readonly isBillingOn: boolean },
): TenantLimits | null {
  const { perMinute, perDay, atOnce } = plan.limits;
  const isSandbox = environment === 'test';
  const areQuotasOn = isBillingOn && !isSandbox;
  const limits = {
    perMinute: isSandbox && isBillingOn ? Math.min(perMinute ?? Infinity, SANDBOX_PER_MINUTE) : perMinute,
    perDay,
    atOnce,
    perMonth: areQuotasOn && plan.overage === null ? toMonthQuotas(plan.quotas) : null,
    memoriesStored: areQuotasOn ? plan.quotas.memoriesStored : null,
  };
  return Object.values(limits).every((limit) => limit === null) ? null : limits;
}

function toMonthQuotas({ calls, tokens, embeddings }: Plan['quotas']): MonthQuotas | null {
  return calls === null && tokens === null && embeddings === null ? null : { calls, tokens, embeddings };
}
