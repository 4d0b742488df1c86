/** A stretch of time, half-open: the start belongs to it, the end doesn't. */
export interface TimeSpan {
  /** Epoch milliseconds; -Infinity where it has no start. */
  readonly fromMs: number;
  /** Epoch milliseconds; Infinity where it has no end. */
  readonly toMs: number;
  /** Whether it comes again every year ("in June"). Such a span lies in {@link ANY_YEAR}, or begins there. */
  readonly everyYear: boolean;
}

/** The year that spans of every year are written in: a leap year, so that 29 February has a place. */
export const ANY_YEAR = 2024;

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The days from one date to another, the second one not included; months from 0, overflow as in `Date.UTC`. */
export function toSpan(from: readonly [number, number, number], to: readonly [number, number, number]): TimeSpan {
  return { fromMs: Date.UTC(...from), toMs: Date.UTC(...to), everyYear: false };
}

/** A calendar month of UTC, 0 for January; of every year where none is given. */
export function toMonth(year: number | undefined, month: number, months = 1): TimeSpan {
  const inYear = year ?? ANY_YEAR;
  return { ...toSpan([inYear, month, 1], [inYear, month + months, 1]), everyYear: year === undefined };
}

/** A number of days of UTC; of every year where no year is given. */
export function toDays(year: number | undefined, month: number, day: number, days: number): TimeSpan {
  const inYear = year ?? ANY_YEAR;
  return { ...toSpan([inYear, month, day], [inYear, month, day + days]), everyYear: year === undefined };
}

/** Whether a moment lies in a span. */
export function isWithin({ fromMs, toMs, everyYear }: TimeSpan, timeMs: number): boolean {
  if (!everyYear) return timeMs >= fromMs && timeMs < toMs;
  // A winter begins in one year and ends in the next.
  return [ANY_YEAR, ANY_YEAR + 1].some((year) => {
    const movedMs = toSameDay(timeMs, year);
    return movedMs >= fromMs && movedMs < toMs;
  });
}

// The last of February in a year that has no 29th: JavaScript would make it the first of March, and so of spring.
function toSameDay(timeMs: number, year: number): number {
  const at = new Date(timeMs);
  const month = at.getUTCMonth();
  const movedMs = at.setUTCFullYear(year);
  return at.getUTCMonth() === month ? movedMs : movedMs - DAY_MS;
}

/** The same span in the year in which it last began before a moment; a span of one year stays as it is. */
export function toLatest(span: TimeSpan, beforeMs: number): TimeSpan {
  if (!span.everyYear) return span;
  const year = new Date(beforeMs).getUTCFullYear();
  const thisYear = inYear(span, year);
  return thisYear.fromMs <= beforeMs ? thisYear : inYear(span, year - 1);
}

/** A span of every year, in one year. */
export function inYear({ fromMs, toMs }: TimeSpan, year: number): TimeSpan {
  const move = (ms: number): number => {
    const at = new Date(ms);
    return at.setUTCFullYear(at.getUTCFullYear() - ANY_YEAR + year);
  };
  return { fromMs: move(fromMs), toMs: move(toMs), everyYear: false };
}

/** A time that a text names. */
export interface TimeExpression {
  /** Where in the text it begins and ends. */
  readonly start: number;
  readonly end: number;
  /** What it names: any of them. */
  readonly spans: readonly TimeSpan[];
  /** The days, where it names days, each with the next: people tell of a day on the next. */
  readonly days: readonly TimeSpan[];
}
