/**
 * Cuts a text into lower-case words, in order, stop words included.
 *
 * Plain ASCII takes a loop over character codes (0.1 µs a word); other text is normalized by NFKC and cut by
 * `Intl.Segmenter` (UAX #29), its Latin accents dropped so that "café" finds "cafe". A Han word also gives its single
 * characters, since question and memory are not always cut alike. An apostrophe joins ("don't" is "dont") but a final
 * "'s" falls away; "c++", "c#" and "3.5" stay whole.
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
    words.push(withoutApostrophes(lower.slice(place, end)));
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

function withoutApostrophes(word: string): string {
  if (!word.includes("'")) return word;
  return (word.endsWith("'s") ? word.slice(0, -2) : word).replaceAll("'", '');
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

// One for the process: making a segmenter takes a millisecond, and it keeps nothing between texts.
const SEGMENTER = new Intl.Segmenter('und', { granularity: 'word' });
// What is left after folding: text whose only foreign characters are dashes, quotes or emoji needs no segmenter.
const FOREIGN_LETTER = /(?=[^\0-\x7f])[\p{L}\p{N}\p{M}]/u;
const HAN_WORD = /^\p{Script=Han}{2,}$/u;

function tokenizeUnicode(text: string): string[] {
  const normal = fold(text);
  if (!FOREIGN_LETTER.test(normal)) return tokenizeAscii(normal);
  const words: string[] = [];
  for (const { segment, isWordLike } of SEGMENTER.segment(normal)) {
    if (isWordLike !== true) continue;
    if (isAscii(segment)) words.push(...tokenizeAscii(segment));
    else words.push(segment);
    if (HAN_WORD.test(segment)) words.push(...segment);
  }
  return words;
}

// Latin letters that NFD leaves whole.
const UNDIVIDED: ReadonlyMap<string, string> = new Map([
  ['\u00df', 'ss'],
  ['\u00e6', 'ae'],
  ['\u00f8', 'o'],
  ['\u0111', 'd'],
  ['\u0131', 'i'],
  ['\u0142', 'l'],
  ['\u0153', 'oe'],
]);

// Combining marks of Latin and Greek go; those of other scripts (vowels in Hindi, say) are letters and stay.
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u2018\u2019\u02bc]/g, "'")
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll(/[\u00df\u00e6\u00f8\u0111\u0131\u0142\u0153]/g, (letter) => UNDIVIDED.get(letter) ?? letter);
}
