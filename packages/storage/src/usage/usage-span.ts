/** The lengths of time that usage is summed by, in milliseconds. All begin on the UTC hour or day. */
export const HOUR_MS = 3_600_000;
/** A UTC day; there are no leap seconds in epoch milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/** What a sum covers. */
export type UsageSpan = 'hour' | 'day';

/** How long each is. */
export const SPAN_MS: Readonly<Record<UsageSpan, number>> = { hour: HOUR_MS, day: DAY_MS };

/** The begin of the billing period that a time lies in: the first of its month, UTC. */
export function toPeriodStart(atMs: number): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}

/** The end of the billing period that begins at a time: the first millisecond of the next one. */
export function toPeriodEnd(periodMs: number): number {
  const at = new Date(periodMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
}
