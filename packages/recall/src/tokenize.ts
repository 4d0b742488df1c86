import { foldText } from './fold-text.js';
import { segmentWords } from './segment-words.js';

/**
 * Cuts a text into lower-case words, in order, stop words included.
 *
 * Plain ASCII takes a loop over character codes (0.1 µs a word); other text is folded (`fold-text.ts`) and cut by
 * `Intl.Segmenter` (`segment-words.ts`). An apostrophe joins in English ("don't" is "dont", "o'brien" is "obrien"), a
 * final "'s" falls away, and other endings stand for themselves ("istanbul'da" is "istanbul" and "da"); "c++", "c#"
 * and "3.5" stay whole.
 */
export function tokenize(text: string): string[] {
  return isAscii(text) ? tokenizeAscii(text) : tokenizeUnicode(text);
}

function isAscii(text: string): boolean {
  for (let place = 0; place < text.length; place++) if (text.charCodeAt(place) > 127) return false;
  return true;
}

function tokenizeAscii(text: string): string[] {
  const lower = text.toLowerCase();
  const words: string[] = [];
  let place = 0;
  while (place < lower.length) {
    if (!isWordCode(lower.charCodeAt(place))) {
      place++;
      continue;
    }
    const end = wordEnd(lower, place);
    const word = lower.slice(place, end);
    // Nearly all words are whole: a list for each took as long as finding them.
    if (word.includes("'")) words.push(...apostropheParts(word));
    else words.push(word);
    place = end;
  }
  return words;
}

function wordEnd(lower: string, start: number): number {
  let end = start + 1;
  while (end < lower.length && (isWordCode(lower.charCodeAt(end)) || joins(lower, end))) end++;
  if (end - start > 2) return end;
  if (lower.startsWith('++', end)) return end + 2;
  return lower[end] === '#' ? end + 1 : end;
}

const APOSTROPHE = 39;
const FULL_STOP = 46;

function joins(lower: string, place: number): boolean {
  const code = lower.charCodeAt(place);
  const next = lower.charCodeAt(place + 1);
  if (code === APOSTROPHE) return isLetterCode(next) && isLetterCode(lower.charCodeAt(place - 1));
  return code === FULL_STOP && isDigitCode(next) && isDigitCode(lower.charCodeAt(place - 1));
}

// What English joins to a word by an apostrophe; elsewhere it mostly joins an ending to a name ("Istanbul'da").
const CONTRACTIONS: ReadonlySet<string> = new Set(['t', 're', 've', 'll', 'd', 'm']);
const SHORTEST_NAME = 3;

function apostropheParts(word: string): string[] {
  if (!word.includes("'")) return [word];
  const [first = '', ...rest] = (word.endsWith("'s") ? word.slice(0, -2) : word).split("'");
  const isJoined = first.length < SHORTEST_NAME || rest.every((part) => CONTRACTIONS.has(part));
  return isJoined ? [[first, ...rest].join('')] : [first, ...rest];
}

function isLetterCode(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordCode(code: number): boolean {
  return isLetterCode(code) || isDigitCode(code);
}

// What is left after folding: text whose only foreign characters are dashes, quotes or emoji needs no segmenter.
const FOREIGN_LETTER = /(?=[^\0-\x7f])[\p{L}\p{N}\p{M}]/u;

function tokenizeUnicode(text: string): string[] {
  const folded = foldText(text);
  if (!FOREIGN_LETTER.test(folded)) return tokenizeAscii(folded);
  return segmentWords(folded).flatMap((word) => (isAscii(word) ? tokenizeAscii(word) : apostropheParts(word)));
}
