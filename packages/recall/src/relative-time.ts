import { parse } from 'chrono-node/en';
import { DAY_MS, toDays, toMonth } from './time-span.js';
import type { TimeExpression, TimeSpan } from './time-span.js';

type Found = ReturnType<typeof parse>[number];
type Moment = Found['start'];

// A time counted from an event that isn't told ("two weeks before the wedding"), a length ("for two years"), a
// fraction ("3/4"), words that only look like a weekday ("sun", "sat"), verbs, "now", and "the last minute".
const NO_TIME = [
  /(?:before|earlier|after|later|from now)$/i,
  /^(?:for|within|after|in the|[+-])/i,
  /^(?:now|may|march|\d+[/.]\d+|(?:sun|mon|tue|wed|thu|fri|sat)\.?)$/i,
  /^(?:last|past|next|this)\s*(?:\d+\s*)?(?:second|minute|hour|sec|min|hr|ms|[smh])s?$/i,
];
// "the last 3 months", "the past week": up to now.
const UP_TO_NOW = /^past\b|^last\s+\S+\s/i;
const UNIT = /\b(weekend|week|month|quarter|year)s?\b/i;
const MODIFIERS: ReadonlyMap<string, number> = new Map([
  ['last', -1],
  ['this', 0],
  ['next', 1],
]);

/** A time that `chrono-node` found. */
export interface RelativeTime extends TimeExpression {
  /** Whether it has a beginning and an end of its own ("from May to July"). */
  readonly isRange: boolean;
}

/**
 * Finds what a text says of a time by how far it lies from the reference ("yesterday", "last week", "two months ago",
 * "on Friday"), and dates and ranges that hold numbers ("2023-05-03", "from May to July"). All in UTC.
 *
 * `chrono-node` finds the words and the day; how long the time is that they name is decided here, where weeks begin on
 * Monday (ISO 8601) and a weekday alone is the latest that has begun.
 */
export function parseRelativeTime(text: string, referenceMs: number): RelativeTime | undefined {
  const found = parse(text, toWallClock(referenceMs)).find((one) => isTime(one));
  if (found === undefined) return undefined;
  const place = { start: found.index, end: found.index + found.text.length, isRange: Boolean(found.end) };
  if (found.end) return { ...place, spans: [toRange(found.start, found.end)], days: [] };
  const span = toNamedSpan(found, referenceMs);
  if (span.toMs - span.fromMs !== DAY_MS) return { ...place, spans: [span], days: [] };
  const days = [{ ...span, toMs: span.toMs + DAY_MS }];
  return { ...place, spans: isCalendarDay(found) ? [toMonthOf(found.start)] : days, days };
}

// chrono-node reckons in the time zone of the process. A date that shows there what the reference shows in UTC makes
// its days those of UTC, wherever the server stands.
function toWallClock(referenceMs: number): Date {
  const at = new Date(referenceMs);
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes());
}

function isTime({ text, start }: Found): boolean {
  if (NO_TIME.some((pattern) => pattern.test(text))) return false;
  // Of "this week" and "last quarter" chrono-node is certain of no part.
  return (
    /^this\b|\bquarters?\b/i.test(text) ||
    (['year', 'month', 'day', 'weekday'] as const).some((part) => start.isCertain(part))
  );
}

function isCalendarDay({ start }: Found): boolean {
  const isCounted = [...start.tags()].some((tag) => /relative|casual/i.test(tag));
  return start.isCertain('day') && start.isCertain('month') && !start.isCertain('weekday') && !isCounted;
}

function toNamedSpan({ text, start }: Found, referenceMs: number): TimeSpan {
  const unit = UNIT.exec(text)?.[1]?.toLowerCase();
  const modifier = MODIFIERS.get(/^\w+/.exec(text)?.[0].toLowerCase() ?? '');
  if (UP_TO_NOW.test(text) && !start.isCertain('weekday')) {
    return { ...toDaysFrom(start, 0, 1), toMs: referenceMs + DAY_MS };
  }
  if (unit === 'weekend') return start.get('weekday') === 0 ? toDaysFrom(start, -1, 2) : toDaysFrom(start, 0, 2);
  if (unit !== undefined && modifier !== undefined) return toUnit(unit, modifier, new Date(referenceMs));
  if (unit === 'week') return toDaysFrom(start, -3, 7);
  if (unit === 'month') return toDaysFrom(start, -15, 31);
  if (unit === 'quarter') return toQuarter(yearOf(start), monthOf(start));
  if (unit === 'year') return toMonth(yearOf(start), 0, 12);
  if (start.isCertain('weekday') && !start.isCertain('day')) return toWeekday(start, modifier, referenceMs);
  return start.isCertain('month') && !start.isCertain('day') ? toMonthOf(start) : toDaysFrom(start, 0, 1);
}

function toUnit(unit: string, steps: number, reference: Date): TimeSpan {
  const [year, month, day] = [reference.getUTCFullYear(), reference.getUTCMonth(), reference.getUTCDate()];
  if (unit === 'year') return toMonth(year + steps, 0, 12);
  if (unit === 'month') return toMonth(year, month + steps);
  if (unit === 'quarter') return toQuarter(year, month + 3 * steps);
  const monday = day - ((reference.getUTCDay() + 6) % 7);
  return toDays(year, month, monday + 7 * steps, 7);
}

/** The three months that a month is one of; months from 0, overflow as in `Date.UTC`. */
function toQuarter(year: number, month: number): TimeSpan {
  return toMonth(year, 3 * Math.floor(month / 3), 3);
}

function toWeekday(start: Moment, modifier: number | undefined, referenceMs: number): TimeSpan {
  const span = toDaysFrom(start, 0, 1);
  const isAhead = span.fromMs > referenceMs && (modifier ?? -1) < 0;
  return isAhead ? toDaysFrom(start, -7, 1) : span;
}

function toRange(start: Moment, end: Moment): TimeSpan {
  const lastYear = toCertainYear(end);
  const from = toBounds(start, toCertainYear(start) ?? lastYear);
  const to = toBounds(end, lastYear ?? toCertainYear(start));
  const isOverNewYear = to.toMs <= from.fromMs && from.everyYear;
  return { ...from, toMs: isOverNewYear ? to.toMs + 365 * DAY_MS : to.toMs };
}

function toBounds(moment: Moment, year: number | undefined): TimeSpan {
  const isMonth = moment.isCertain('month') && !moment.isCertain('day');
  return isMonth ? toMonth(year, monthOf(moment)) : toDays(year, monthOf(moment), dayOf(moment), 1);
}

function toMonthOf(moment: Moment): TimeSpan {
  return toMonth(toCertainYear(moment), monthOf(moment));
}

function toDaysFrom(moment: Moment, shift: number, days: number): TimeSpan {
  return toDays(yearOf(moment), monthOf(moment), dayOf(moment) + shift, days);
}

// A month and day without a year are those of every year.
function toCertainYear(moment: Moment): number | undefined {
  const isEveryYear = moment.isCertain('month') && !moment.isCertain('year');
  return isEveryYear ? undefined : yearOf(moment);
}

function yearOf(moment: Moment): number {
  return moment.get('year') ?? Number.NaN;
}

function monthOf(moment: Moment): number {
  return (moment.get('month') ?? Number.NaN) - 1;
}

function dayOf(moment: Moment): number {
  return moment.get('day') ?? Number.NaN;
}
