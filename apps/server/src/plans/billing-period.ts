/** A half-open interval of time: `fromMs` belongs to it, `toMs` doesn't. Epoch milliseconds. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The billing period of a moment: a calendar month, UTC. */
export function toBillingPeriod(atMs: number): Interval {
  const at = new Date(atMs);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return { fromMs: Date.UTC(year, month), toMs: Date.UTC(year, month + 1) };
}

/** The name of a billing period, such as `2026-01`. */
export function toPeriodName({ fromMs }: Interval): string {
  return new Date(fromMs).toISOString().slice(0, 7);
}

/** What of an interval lies in another; null where nothing does. */
export function intersect(a: Interval, b: Interval): Interval | null {
  const fromMs = Math.max(a.fromMs, b.fromMs);
  const toMs = Math.min(a.toMs, b.toMs);
  return fromMs < toMs ? { fromMs, toMs } : null;
}
