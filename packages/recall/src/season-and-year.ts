import { inYear, toLatest, toMonth, toSpan } from './time-span.js';
import type { TimeExpression, TimeSpan } from './time-span.js';

// Of the northern hemisphere, by whole months, as meteorology counts them. 0 for January.
const SEASON_MONTHS: ReadonlyMap<string, number> = new Map([
  ['spring', 2],
  ['summer', 5],
  ['autumn', 8],
  ['fall', 8],
  ['winter', 11],
]);
const MONTHS_OF_SEASON = 3;

// "spring" and "fall" are other things more often than seasons: so a season wants a word before it or a year behind.
const SEASON =
  /\b(?:(last|past|this|next|in|during|over|since|before|after|until)\s+(?:the\s+)?(spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?((?:19|20)\d\d))?|(spring|summer|autumn|fall|winter)\s+(?:of\s+)?((?:19|20)\d\d))\b/i;

/** Finds a season that a text names: "last summer", "in the winter of 2022". */
export function parseSeason(text: string, referenceMs: number): TimeExpression | undefined {
  const match = SEASON.exec(text);
  if (match === null) return undefined;
  const [found, before = '', name = match[4] ?? '', year = match[5]] = match;
  const everyYear = toMonth(undefined, SEASON_MONTHS.get(name.toLowerCase()) ?? 0, MONTHS_OF_SEASON);
  const start = match.index + (isRelative(before) ? 0 : found.toLowerCase().lastIndexOf(name.toLowerCase()));
  const span =
    year === undefined ? toSeason(everyYear, before.toLowerCase(), referenceMs) : inYear(everyYear, Number(year));
  return { start, end: match.index + found.length, spans: [span], days: [] };
}

function isRelative(word: string): boolean {
  return /^(?:last|past|this|next)$/i.test(word);
}

function toSeason(everyYear: TimeSpan, before: string, referenceMs: number): TimeSpan {
  const latest = toLatest(everyYear, referenceMs);
  const latestYear = new Date(latest.fromMs).getUTCFullYear();
  if (before === 'next') return inYear(everyYear, latestYear + 1);
  if (before === 'this')
    return latest.toMs > referenceMs ? latest : inYear(everyYear, new Date(referenceMs).getUTCFullYear());
  if (before === 'last' || before === 'past')
    return latest.toMs <= referenceMs ? latest : inYear(everyYear, latestYear - 1);
  return everyYear;
}

// A number of four digits may be anything, so a year wants a word that makes it one.
const YEARS =
  /\b(?:in|during|since|before|after|until|till|throughout|of|year|early|late|mid|from|between)[\s-]+((?:19|20)\d\d)(?:\s*(?:to|and|until|till|-|\u2013)\s*((?:19|20)\d\d))?\b/i;

/** Finds a year that a text names, or a range of years: "in 2022", "since 2019", "between 2019 and 2021". */
export function parseYears(text: string): TimeExpression | undefined {
  const match = YEARS.exec(text);
  const first = match?.[1];
  if (match === null || first === undefined) return undefined;
  const end = match.index + match[0].length;
  const start = match.index + match[0].indexOf(first);
  const [from, to] = [Number(first), Number(match[2] ?? first)];
  return { start, end, spans: [toSpan([from, 0, 1], [Math.max(from, to) + 1, 0, 1])], days: [] };
}
