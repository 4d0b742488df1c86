import { inYear, toDays, toLatest, toMonth } from './time-span.js';
import type { TimeExpression, TimeSpan } from './time-span.js';
import { MONTHS } from './time-words.js';

interface Place {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]+/gu;
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)?$/;
const LISTED = /^(?:\d{1,2}(?:st|nd|rd|th)?|and|or)$/i;
const YEAR = /^(?:19|20)\d\d$/;
const WORDS_BEFORE = 2;
const WORDS_AFTER = 3;
const DAY_AND_NEXT = 2;

/**
 * Finds a month that a text names by its English name, with its days and years: "in May", "on 3 and 5 May 2023".
 *
 * Without a year it is that of every year, but "last May" is the latest that is over. It does what `chrono-node`
 * doesn't: several days, every year, and "may" and "march" told from the verbs.
 */
export function parseCalendarMonth(text: string, referenceMs: number): TimeExpression | undefined {
  const places = [...text.matchAll(WORD)].map((match) => toPlace(match[0], match.index));
  const at = places.findIndex(({ word }, place) => isMonth(word, places[place - 1]?.word, places[place + 1]?.word));
  const named = places[at];
  if (named === undefined) return undefined;
  const near = toNeighbours(places, at);
  const parts = [named, ...near.filter(({ word }) => ORDINAL.test(word) || YEAR.test(word))];
  const month = MONTHS.indexOf(named.word.toLowerCase());
  const years = places.filter(({ word }) => YEAR.test(word)).map(({ word }) => Number(word));
  const days = near.flatMap(({ word }) => ORDINAL.exec(word)?.[1] ?? []).map(Number);
  const months = toMonths(month, years, places[at - 1]?.word.toLowerCase(), referenceMs);
  return {
    start: Math.min(...parts.map(({ start }) => start)),
    end: Math.max(...parts.map(({ end }) => end)),
    spans: months,
    days: months.flatMap((span) => days.map((day) => toDaysOf(span, day))),
  };
}

// A list of days goes as far as it goes: "on 3, 4 and 5 May".
function toNeighbours(places: readonly Place[], at: number): readonly Place[] {
  const isListed = (place: number): boolean => LISTED.test(places[place]?.word ?? '');
  let first = Math.max(0, at - WORDS_BEFORE);
  let last = at + WORDS_AFTER;
  while (isListed(first) && isListed(first - 1)) first--;
  while (isListed(last) && isListed(last + 1)) last++;
  return places.slice(first, last + 1);
}

function toPlace(word: string, start: number): Place {
  return { word, start, end: start + word.length };
}

function toMonths(
  month: number,
  years: readonly number[],
  before: string | undefined,
  referenceMs: number,
): readonly TimeSpan[] {
  if (years.length > 0) return years.map((year) => toMonth(year, month));
  const everyYear = toMonth(undefined, month);
  if (before === 'this') return [inYear(everyYear, new Date(referenceMs).getUTCFullYear())];
  if (before !== 'last' && before !== 'past') return [everyYear];
  return [toLatest(everyYear, referenceMs)];
}

function toDaysOf({ fromMs, everyYear }: TimeSpan, day: number): TimeSpan {
  const from = new Date(fromMs);
  return toDays(everyYear ? undefined : from.getUTCFullYear(), from.getUTCMonth(), day, DAY_AND_NEXT);
}

const BEFORE_A_MONTH: ReadonlySet<string> = new Set(['in', 'during', 'since', 'until', 'early', 'late', 'mid']);

// "may" and "march" are verbs more often than months, unless written as names, beside a number or after "in".
function isMonth(word: string, before: string | undefined, after: string | undefined): boolean {
  const lower = word.toLowerCase();
  if (!MONTHS.includes(lower)) return false;
  if (lower !== 'may' && lower !== 'march') return true;
  if (BEFORE_A_MONTH.has(before?.toLowerCase() ?? '')) return true;
  return (word !== lower && before !== undefined) || /^\d/.test(before ?? '') || /^\d/.test(after ?? '');
}
