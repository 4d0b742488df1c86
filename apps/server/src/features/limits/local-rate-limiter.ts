import type { LimitState, Pass, RateDecision, RateLimiter, RateLimits } from './rate-limiter.js';
import { SlidingWindow } from './sliding-window.js';

const MINUTE_MS = 60_000;
// Nobody knows when another request ends.
const SLOT_GUESS_MS = 1000;

/** What one tenant has going. */
interface TenantUse {
  readonly window: SlidingWindow;
  underWay: number;
}

/** Counts in this process: each node has a minute and slots of its own. */
export function createLocalRateLimiter(): RateLimiter & { readonly size: number } {
  const uses = new Map<string, TenantUse>();
  let prunedAtMs = 0;

  function useOf(tenantKey: string, nowMs: number): TenantUse {
    if (Math.abs(nowMs - prunedAtMs) >= MINUTE_MS) {
      prunedAtMs = nowMs;
      forgetQuiet(uses, nowMs);
    }
    const known = uses.get(tenantKey);
    if (known !== undefined) return known;
    const use = { window: new SlidingWindow(MINUTE_MS), underWay: 0 };
    uses.set(tenantKey, use);
    return use;
  }

  return {
    enter(tenantKey, limits, nowMs) {
      return enter(useOf(tenantKey, nowMs), limits, nowMs);
    },
    get size() {
      return uses.size;
    },
  };
}

function enter(use: TenantUse, limits: RateLimits, nowMs: number): RateDecision {
  const { perMinute, atOnce } = limits;
  const waitMs = perMinute === null ? 0 : use.window.waitMs(perMinute, nowMs);
  if (waitMs > 0) return refuse(use, limits, nowMs, waitMs);
  if (atOnce !== null && use.underWay >= atOnce) return refuse(use, limits, nowMs, null);
  return new LocalPass(use, limits, nowMs);
}

function refuse(use: TenantUse, limits: RateLimits, nowMs: number, waitMs: number | null): RateDecision {
  return {
    refusedBy: waitMs === null ? 'slots' : 'minute',
    minute: minuteOf(use, limits, nowMs),
    slots: slotsOf(use, limits),
    retryInMs: waitMs ?? SLOT_GUESS_MS,
  };
}

/** Whoever sent nothing for a minute and has nothing under way is as if he had never been here. */
function forgetQuiet(uses: Map<string, TenantUse>, nowMs: number): void {
  for (const [tenantKey, { window, underWay }] of uses) {
    if (underWay === 0 && window.countAt(nowMs) === 0) uses.delete(tenantKey);
  }
}

function minuteOf({ window }: TenantUse, { perMinute }: RateLimits, nowMs: number): LimitState | null {
  if (perMinute === null) return null;
  return { size: perMinute, used: window.countAt(nowMs), resetsInMs: window.emptyInMs(nowMs) };
}

function slotsOf({ underWay }: TenantUse, { atOnce }: RateLimits): LimitState | null {
  return atOnce === null ? null : { size: atOnce, used: underWay, resetsInMs: null };
}

/** A request of this process. */
class LocalPass implements Pass {
  readonly #use: TenantUse;
  readonly #limits: RateLimits;
  /** Null: there is no minute to count in, or it has been refunded. */
  #countedAtMs: number | null;
  #isUnderWay = true;

  constructor(use: TenantUse, limits: RateLimits, nowMs: number) {
    this.#use = use;
    this.#limits = limits;
    this.#countedAtMs = limits.perMinute === null ? null : use.window.add(nowMs);
    use.underWay += 1;
  }

  minute(nowMs: number): LimitState | null {
    return minuteOf(this.#use, this.#limits, nowMs);
  }

  slots(): LimitState | null {
    return slotsOf(this.#use, this.#limits);
  }

  refund(): void {
    if (this.#countedAtMs !== null) this.#use.window.remove(this.#countedAtMs);
    this.#countedAtMs = null;
  }

  leave(): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    this.#use.underWay -= 1;
  }
}
