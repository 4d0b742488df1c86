import { MONTHS } from './time-words.js';

/** A date that a question names; what it leaves open is absent. */
export interface QuestionDate {
  /** 0 for January. */
  readonly month: number;
  readonly days: readonly number[];
  readonly years: readonly number[];
}

/** How well the time of a memory fits a date that a question names. */
export interface DateFit {
  /** The same month, and the same year where one is named. */
  readonly month: boolean;
  /** The same day too, or the day after: people tell of a day on the next. */
  readonly day: boolean;
}

const ISO_DATE = /\b(\d{4})-(\d{2})-(\d{2})\b/;
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)?$/;
const YEAR = /^(?:19|20)\d\d$/;
const NO_FIT: DateFit = { month: false, day: false };

/** Finds the date that a question names in English or as ISO 8601, if it names one. */
export function parseQuestionDate(text: string): QuestionDate | undefined {
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return { month: Number(iso[2]) - 1, days: [Number(iso[3])], years: [Number(iso[1])] };
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const at = words.findIndex((word, place) => isMonth(word, words[place - 1], words[place + 1]));
  if (at < 0) return undefined;
  const near = words.slice(Math.max(0, at - 2), at + 4);
  return {
    month: MONTHS.indexOf((words[at] ?? '').toLowerCase()),
    days: near.flatMap((word) => ORDINAL.exec(word)?.[1] ?? []).map(Number),
    years: words.filter((word) => YEAR.test(word)).map(Number),
  };
}

/** Compares the time of a memory, in UTC, with a date that a question names. */
export function toDateFit(date: QuestionDate | undefined, occurredAtMs: number): DateFit {
  if (date === undefined) return NO_FIT;
  const at = new Date(occurredAtMs);
  const month = at.getUTCMonth() === date.month;
  const year = date.years.length === 0 || date.years.includes(at.getUTCFullYear());
  if (!month || !year) return NO_FIT;
  return { month: true, day: date.days.some((day) => at.getUTCDate() === day || at.getUTCDate() === day + 1) };
}

// "may" and "march" are verbs more often than months, unless written as names or beside a number.
function isMonth(word: string, before: string | undefined, after: string | undefined): boolean {
  const lower = word.toLowerCase();
  if (!MONTHS.includes(lower)) return false;
  if (lower !== 'may' && lower !== 'march') return true;
  return (word !== lower && before !== undefined) || /^\d/.test(before ?? '') || /^\d/.test(after ?? '');
}
