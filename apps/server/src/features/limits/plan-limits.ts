import type { OperationId } from '@memory-api/contract';
import { OPERATION_LIST } from '@memory-api/contract/operations';
import { isCountedStatus } from '../../http/counted-status.js';
import type { Admission, LimitedRequest, Limits, SetHeader } from '../../http/limits.js';
import type { RequestUsage } from '../../http/request-context.js';
import type { CallerLimits, FindCallerLimits } from './caller-limits.js';
import { toQuotaError, toRateError } from './limit-errors.js';
import { toLimitHeaders, writeLimitHeaders, type LimitStates } from './limit-headers.js';
import type { PeriodQuota } from './period-use.js';
import type { QuotaCounter } from './quota-counter.js';
import { isRefusal, type LimitState, type Pass, type RateDecision, type RateLimiter } from './rate-limiter.js';
import { isQuotaRefusal, type Charge, type QuotaRefusal, type TenantQuota } from './tenant-counts.js';

/** What the limits are made of. */
export interface PlanLimitsParts {
  readonly find: FindCallerLimits;
  readonly limiter: RateLimiter;
  readonly counter: QuotaCounter;
  /** A clock in epoch milliseconds; the minute goes by it, and not by when a request began. */
  readonly now: () => number;
}

// What helps somebody whose key has leaked, or whose quota is spent: he must see his account, what he used and what it
// costs, and be able to take a larger plan. It counts like any other request, and is let in.
const LET_IN_AT: ReadonlySet<OperationId> = new Set(['revokeApiKey', 'rotateApiKey', 'getAccount', 'changePlan']);
// What is for the operator answers everybody else as a path does that isn't there.
const LET_IN_UNDER = ['/v1/usage', '/v1/billing', '/v1/operator'];
const ALWAYS_LET_IN: ReadonlySet<OperationId> = new Set(
  OPERATION_LIST.filter(({ id, path }) => LET_IN_AT.has(id) || LET_IN_UNDER.some((root) => path.startsWith(root))).map(
    ({ id }) => id,
  ),
);
const COSTS_NOTHING: ReadonlySet<number> = new Set([401, 402, 403, 429]);

/** Makes the limits of plans: minute and requests at once from the limiter, day and month from the counter. */
export function createPlanLimits(parts: PlanLimitsParts): Limits {
  const { find, limiter, now } = parts;

  function toRequest(of: CallerLimits, decision: RateDecision, admission: Admission): LimitedRequest {
    if (!isRefusal(decision)) return new PlanLimitedRequest(parts, of, decision, admission.nowMs);
    const atMs = now();
    const states = { minute: decision.minute, slots: decision.slots, ...periodStates(parts.counter, of, atMs) };
    const headers = toLimitHeaders({ policy: of.policy, states, nowMs: atMs });
    const spent = findNextRefusal(parts.counter, of, admission);
    throw spent === null ? toRateError(decision, headers, atMs) : toQuotaError(spent, atMs, headers);
  }

  return {
    admit(caller, admission) {
      const of = find(caller, admission.nowMs);
      if (of === null) return null;
      const decision = limiter.enter(of.tenantKey, of.limits, now());
      if (decision instanceof Promise) return decision.then((decided) => toRequest(of, decided, admission));
      return toRequest(of, decision, admission);
    },
  };
}

/** The day or month that would refuse the request, too, as far as this node knows. */
function findNextRefusal(
  counter: QuotaCounter,
  { quota }: CallerLimits,
  { operation, mayBeReplay }: Admission,
): QuotaRefusal | null {
  if (quota === null || operation === null || mayBeReplay || ALWAYS_LET_IN.has(operation)) return null;
  for (const period of quota.periods) {
    const use = counter.known(quota, period);
    if (use !== null && period.requests !== null && use.totalRequests >= period.requests) {
      return { use, quota: period, spent: 'requests' };
    }
  }
  return null;
}

/** One request between its admission and its answer. */
class PlanLimitedRequest implements LimitedRequest {
  readonly #parts: PlanLimitsParts;
  readonly #of: CallerLimits;
  readonly #pass: Pass;
  readonly #nowMs: number;
  #charge: Charge | null = null;
  #isSettled = false;

  constructor(parts: PlanLimitsParts, of: CallerLimits, pass: Pass, nowMs: number) {
    this.#parts = parts;
    this.#of = of;
    this.#pass = pass;
    this.#nowMs = nowMs;
  }

  chargeQuotas(id: OperationId): Promise<void> | null {
    const { quota } = this.#of;
    const { counter } = this.#parts;
    if (quota === null) return null;
    const outcome = ALWAYS_LET_IN.has(id) ? counter.force(quota) : counter.take(quota, this.#nowMs);
    if (outcome instanceof Promise) return outcome.then((decided) => this.#accept(decided));
    this.#accept(outcome);
    return null;
  }

  settle(status: number | null, usage: Pick<RequestUsage, 'tokensInput' | 'tokensOutput' | 'embeddings'>): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    if (status !== null && COSTS_NOTHING.has(status)) this.#pass.refund();
    const counts = status !== null && isCountedStatus(status);
    this.#charge?.end(counts ? { tokens: usage.tokensInput + usage.tokensOutput, embeddings: usage.embeddings } : null);
  }

  leave(): void {
    this.#pass.leave();
  }

  writeHeaders(set: SetHeader): void {
    const nowMs = this.#parts.now();
    writeLimitHeaders({ policy: this.#of.policy, states: this.#statesAt(nowMs), nowMs }, set);
  }

  #statesAt(nowMs: number): LimitStates {
    const { day, month } = periodStates(this.#parts.counter, this.#of, nowMs);
    return { minute: this.#pass.minute(nowMs), slots: this.#pass.slots(), day, month };
  }

  #accept(outcome: Charge | QuotaRefusal): void {
    if (isQuotaRefusal(outcome)) throw toQuotaError(outcome, this.#parts.now());
    this.#charge = outcome;
  }
}

function periodStates(
  counter: QuotaCounter,
  { quota, day, month }: CallerLimits,
  nowMs: number,
): { readonly day: LimitState | null; readonly month: LimitState | null } {
  if (quota === null) return NO_PERIODS;
  return { day: periodState(counter, quota, day, nowMs), month: periodState(counter, quota, month, nowMs) };
}

const NO_PERIODS = { day: null, month: null };

function periodState(
  counter: QuotaCounter,
  quota: TenantQuota,
  period: PeriodQuota | null,
  nowMs: number,
): LimitState | null {
  if (period === null || period.requests === null) return null;
  const use = counter.known(quota, period);
  if (use === null) return null;
  return { size: period.requests, used: use.totalRequests, resetsInMs: period.period.endsAtMs - nowMs };
}
