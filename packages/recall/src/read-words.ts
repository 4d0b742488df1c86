import { stem } from './stem.js';
import { STOP_WORDS } from './stop-words.js';
import { tokenize } from './tokenize.js';

/** A word of a text and the term it counts as; the term is '' for a stop word. */
export interface ReadWord {
  readonly word: string;
  readonly term: string;
}

// Finding a stem costs 1 µs, finding it again 0.1 µs; people use some 10,000 different words. A memo of a pure function:
// what it holds changes the time, never the result.
const MEMO_WORDS = 20_000;
// Longer ones are no words of a language; the memo must not keep texts of 50,000 characters that have no blank.
const LONGEST_WORD = 64;
const memo = new Map<string, ReadWord>();

/** Reads a text as words in order, each with the term it counts as. */
export function readWords(text: string): ReadWord[] {
  return tokenize(text).map((word) => readWord(word.slice(0, LONGEST_WORD)));
}

function readWord(word: string): ReadWord {
  const found = memo.get(word);
  if (found !== undefined) return found;
  if (memo.size >= MEMO_WORDS) memo.clear();
  const read = { word: owned(word), term: STOP_WORDS.has(word) ? '' : owned(stem(word)) };
  memo.set(read.word, read);
  return read;
}

// V8 keeps the whole text alive for a slice of 13 characters or more; a joined copy stands alone.
function owned(word: string): string {
  return word.length < 13 ? word : Array.from({ length: word.length }, (_, place) => word.charAt(place)).join('');
}
