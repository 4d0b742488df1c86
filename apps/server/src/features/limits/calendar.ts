/** A day or a calendar month, UTC, half-open. */
export interface Period {
  readonly kind: 'day' | 'month';
  /** `day:2026-03-01`, `month:2026-03`. */
  readonly id: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** The UTC day that a moment lies in. */
export function toDay(nowMs: number): Period {
  const at = new Date(nowMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const startsAtMs = Date.UTC(year, month, day);
  return {
    kind: 'day',
    id: `day:${new Date(startsAtMs).toISOString().slice(0, 10)}`,
    startsAtMs,
    endsAtMs: Date.UTC(year, month, day + 1),
  };
}

/** The UTC calendar month that a moment lies in. */
export function toMonth(nowMs: number): Period {
  const at = new Date(nowMs);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const startsAtMs = Date.UTC(year, month, 1);
  return {
    kind: 'month',
    id: `month:${new Date(startsAtMs).toISOString().slice(0, 7)}`,
    startsAtMs,
    endsAtMs: Date.UTC(year, month + 1, 1),
  };
}

/** Whether a moment lies in a period. */
export function isWithin({ startsAtMs, endsAtMs }: Period, nowMs: number): boolean {
  return nowMs >= startsAtMs && nowMs < endsAtMs;
}
