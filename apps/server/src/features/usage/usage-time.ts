import type { UsageInterval } from '@memory-api/storage';

/** Length of a UTC day. */
export const DAY_MS = 86_400_000;

/** The last days, that of `nowMs` included. */
export function toLastDays(nowMs: number, days: number): UsageInterval {
  const toMs = nowMs - (nowMs % DAY_MS) + DAY_MS;
  return { fromMs: toMs - days * DAY_MS, toMs };
}

/** The begins of the days of an interval. */
export function toDayStarts({ fromMs, toMs }: UsageInterval): readonly number[] {
  return Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, at) => fromMs + at * DAY_MS);
}

/** A day as `2026-01-15`. */
export function toDate(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}

/** A month as `2026-01`. */
export function toMonth(periodMs: number): string {
  return new Date(periodMs).toISOString().slice(0, 7);
}
