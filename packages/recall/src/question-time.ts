import { parseCalendarMonth } from './calendar-month.js';
import { parseRelativeTime } from './relative-time.js';
import { parseSeason, parseYears } from './season-and-year.js';
import { DAY_MS, isWithin, toLatest } from './time-span.js';
import type { TimeExpression, TimeSpan } from './time-span.js';
import { TIME_WORDS } from './time-words.js';

/** A time that a question names. */
export interface QuestionTime {
  /** The words that name it, as the question has them: "before March". */
  readonly words: string;
  /** What a memory may be from: any of them. */
  readonly spans: readonly TimeSpan[];
  /** The days it names, each with the next. */
  readonly days: readonly TimeSpan[];
  /** How much it says that a memory is from then, 0–1: 1 for a month and less, 0.5 for a year. */
  readonly narrowness: number;
}

/** How well the time of a memory fits the time that a question names. */
export interface TimeFit {
  /** The {@link QuestionTime.narrowness} where the memory is from the time named, else 0. For a day: from its month. */
  readonly time: number;
  /** 1 where it is from the day named, or the next, else 0. */
  readonly day: number;
}

const NO_FIT: TimeFit = { time: 0, day: 0 };

// A question names its time in a sentence; chrono-node takes 0.1 ms for one and must not see 50,000 characters.
const MOST_CHARACTERS = 400;

const MONTH_DAYS = 31;
const SEASON_DAYS = 100;

// Most questions name no time, and are spared the rest. Abbreviated months and "3 May" are caught by the digit.
const MAY_NAME_TIME = new RegExp(
  String.raw`\d|\b(?:${[...TIME_WORDS].join('|')}|past|this|days?|weeks|months|years|weekends?)\b`,
  'i',
);

/** Finds the time that a question names in English or as a date, if it names one, as seen from a moment. */
export function parseQuestionTime(text: string, referenceMs: number): QuestionTime | undefined {
  const shown = text.slice(0, MOST_CHARACTERS);
  if (!MAY_NAME_TIME.test(shown)) return undefined;
  const plain = toPlainWords(shown);
  const expression = parseExpression(plain, referenceMs);
  if (expression === undefined) return undefined;
  return toQuestionTime(plain, expression, referenceMs);
}

/** Compares the time of a memory with the time that a question names. */
export function toTimeFit(time: QuestionTime | undefined, occurredAtMs: number): TimeFit {
  if (time === undefined) return NO_FIT;
  const isFrom = (span: TimeSpan): boolean => isWithin(span, occurredAtMs);
  return { time: time.spans.some(isFrom) ? time.narrowness : 0, day: time.days.some(isFrom) ? 1 : 0 };
}

// What chrono-node doesn't read, in words that it does.
function toPlainWords(text: string): string {
  return text
    .replaceAll(/\bthe day before yesterday\b/gi, '2 days ago')
    .replaceAll(/\bthe (week|month|quarter|year) before last\b/gi, '2 $1s ago')
    .replaceAll(/\bbetween ((?:\S{1,20} ){1,4}?)and (?=\S)/gi, 'from $1to ');
}

function parseExpression(text: string, referenceMs: number): TimeExpression | undefined {
  const relative = parseRelativeTime(text, referenceMs);
  if (relative?.isRange === true) return relative;
  return parseCalendarMonth(text, referenceMs) ?? parseSeason(text, referenceMs) ?? relative ?? parseYears(text);
}

const DIRECTION = /\b(before|until|till|since|after)\s+(?:(?:the|early|mid|late|start of|end of)[\s-]+)*$/i;
const PREPOSITION = /\b(?:in|on|during|from)\s+(?:the\s+)?$/i;

function toQuestionTime(text: string, expression: TimeExpression, referenceMs: number): QuestionTime | undefined {
  const before = text.slice(0, expression.start);
  const direction = DIRECTION.exec(before);
  const start = direction?.index ?? PREPOSITION.exec(before)?.index ?? expression.start;
  const words = text.slice(start, expression.end).trim().replaceAll(/\s+/g, ' ');
  const named = direction === null ? expression : toSide(direction[1]?.toLowerCase(), expression, referenceMs);
  const spans = named.spans.filter(({ fromMs, toMs }) => fromMs < toMs);
  return spans.length === 0
    ? undefined
    : { words, spans, days: named.days, narrowness: toNarrowness(spans, referenceMs) };
}

// Of a day that comes every year the one meant is the latest.
function toSide(
  direction: string | undefined,
  { spans, days }: TimeExpression,
  referenceMs: number,
): Pick<TimeExpression, 'spans' | 'days'> {
  const sides = (days[0] === undefined ? spans : days.map(withoutNextDay)).map((span) => {
    const { fromMs, toMs } = toLatest(span, referenceMs);
    if (direction === 'before') return { fromMs: Number.NEGATIVE_INFINITY, toMs: fromMs, everyYear: false };
    if (direction === 'since') return { fromMs, toMs: Number.POSITIVE_INFINITY, everyYear: false };
    if (direction === 'after') return { fromMs: toMs, toMs: Number.POSITIVE_INFINITY, everyYear: false };
    return { fromMs: Number.NEGATIVE_INFINITY, toMs, everyYear: false };
  });
  return { spans: sides, days: [] };
}

function withoutNextDay(span: TimeSpan): TimeSpan {
  return { ...span, toMs: span.toMs - DAY_MS };
}

function toNarrowness(spans: readonly TimeSpan[], referenceMs: number): number {
  // What has no end goes on until now.
  const lengths = spans.map(({ fromMs, toMs }) => (Number.isFinite(toMs) ? toMs : referenceMs) - fromMs);
  const days = Math.max(...lengths) / DAY_MS;
  if (days <= MONTH_DAYS) return 1;
  return days <= SEASON_DAYS ? 0.75 : 0.5;
}
