import { toPeriodStart } from './usage-span.js';

/** How many memories a tenant has after some change of their number, and the most of the period so far. */
export type StoredCount = {
  /** The period (a UTC month) that `peak` is of, epoch milliseconds. */
  readonly periodMs: number;
  readonly stored: number;
  readonly peak: number;
  /** The time of the last change that it holds. */
  readonly untilMs: number;
};

/** Memories that are added, or go where negative, at one time. */
export type StoredChange = { readonly atMs: number; readonly change: number };

/** Before the first memory. */
export const NONE_STORED: StoredCount = { periodMs: 0, stored: 0, peak: 0, untilMs: 0 };

/**
 * Goes on to the next changes, oldest first, one a millisecond. One that comes after later ones counts from the last
 * of these on. Gives the count as each period ended, then the present one.
 */
export function advanceStored(from: StoredCount, changes: readonly StoredChange[]): readonly StoredCount[] {
  const ended: StoredCount[] = [];
  let count = from;
  for (const { atMs, change } of changes) {
    const untilMs = Math.max(atMs, count.untilMs);
    const periodMs = toPeriodStart(untilMs);
    if (periodMs > count.periodMs) {
      ended.push(count);
      count = { ...count, periodMs, peak: count.stored };
    }
    const stored = count.stored + change;
    count = { periodMs, untilMs, stored, peak: Math.max(count.peak, stored) };
  }
  return [...ended, count];
}
