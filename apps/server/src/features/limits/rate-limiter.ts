/** The limits of a tenant that are counted from moment to moment. Null: none. */
export interface RateLimits {
  readonly perMinute: number | null;
  readonly atOnce: number | null;
}

/** How a limit stands. */
export interface LimitState {
  readonly size: number;
  readonly used: number;
  /** When all of it is open again if nothing more comes; null where that is when others end. */
  readonly resetsInMs: number | null;
}

/** A request that was let in: it counts in the minute, and holds a slot until it leaves. */
export interface Pass {
  /** The minute as it stands now; null without such a limit. */
  minute(nowMs: number): LimitState | null;
  /** The slots as they stand now; null without such a limit. */
  slots(): LimitState | null;
  /** It costs nothing after all: the minute forgets it. Once or more. */
  refund(): void;
  /** Gives the slot back. Once or more. */
  leave(): void;
}

/** Why a request was not let in; it was counted nowhere. */
export interface RateRefusal {
  readonly refusedBy: 'minute' | 'slots';
  /** The minute as it stands, also where the slots refused; null without such a limit. */
  readonly minute: LimitState | null;
  readonly slots: LimitState | null;
  /** How long the one who is refused has to wait, alone: enough for the minute, a guess for the slots. */
  readonly retryInMs: number;
}

/** What is decided of a request. */
export type RateDecision = Pass | RateRefusal;

/**
 * Counts requests of the last minute and those under way, by tenant. What may be counted elsewhere (one count for many
 * nodes) answers later; what is counted in the process answers at once.
 */
export interface RateLimiter {
  /** Lets a request in, or refuses it: by both limits together, and then neither counts it. */
  enter(tenantKey: string, limits: RateLimits, nowMs: number): RateDecision | Promise<RateDecision>;
}

/** Whether a decision is a refusal. */
export function isRefusal(decision: RateDecision): decision is RateRefusal {
  return 'refusedBy' in decision;
}
