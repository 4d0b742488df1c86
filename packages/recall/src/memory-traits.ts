import { SAYS_CHANGE } from './change-words.js';
import { readWords } from './read-words.js';
import { TIME_WORDS } from './time-words.js';

/** What the index keeps of a memory's text. */
export interface MemoryTraits {
  /** Terms with how often the text holds each. */
  readonly counts: ReadonlyMap<string, number>;
  /** Terms in all, stop words not counted. */
  readonly length: number;
  /** The term the text begins with: who speaks ("Ann: …") or whom a fact is about ("User likes …"); '' for none. */
  readonly subject: string;
  readonly isQuestion: boolean;
  /** Holds a proper name or a quoted title beyond its first word. */
  readonly namesSomething: boolean;
  /** Holds a word of time, such as "yesterday" or "May". */
  readonly saysWhen: boolean;
  /** Speaks of something that is no longer as it was, such as "moved" or "no longer". */
  readonly saysChange: boolean;
  /** Begins with who says it, as a turn of a chat does: "Ann: …". */
  readonly isTurn: boolean;
}

const QUESTION_MARKS: ReadonlySet<string> = new Set(['?', '\uff1f', '\u061f']);
const TRAILING_REMARK = /\s*\[[^\]]*\]$/;
const SPEAKER = /^\p{Lu}[\p{L}\p{M}\p{N}_'-]*: /u;
const NAME_OR_TITLE = /[\p{Ll},] \p{Lu}\p{Ll}|["\u201c]/u;

/** Reads what the index keeps of a memory's text. */
export function toMemoryTraits(text: string): MemoryTraits {
  const words = readWords(text);
  const counts = new Map<string, number>();
  let length = 0;
  for (const { term } of words) {
    if (term === '') continue;
    counts.set(term, (counts.get(term) ?? 0) + 1);
    length++;
  }
  return {
    counts,
    length,
    subject: words[0]?.term ?? '',
    isQuestion: endsAsQuestion(text.trimEnd()),
    namesSomething: NAME_OR_TITLE.test(text),
    saysChange: SAYS_CHANGE.test(text),
    isTurn: SPEAKER.test(text),
    saysWhen: words.some(({ word }) => TIME_WORDS.has(word)),
  };
}

function endsAsQuestion(text: string): boolean {
  const end = text.endsWith(']') ? text.slice(-300).replace(TRAILING_REMARK, '').trimEnd() : text;
  return QUESTION_MARKS.has(end.at(-1) ?? '');
}
