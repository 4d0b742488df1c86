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
