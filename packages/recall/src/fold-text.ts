// Letters that decomposing leaves whole, and the second form of the Greek sigma.
const UNDIVIDED: ReadonlyMap<string, string> = new Map([
  ['\u00df', 'ss'],
  ['\u00e6', 'ae'],
  ['\u00f8', 'o'],
  ['\u0111', 'd'],
  ['\u0131', 'i'],
  ['\u0142', 'l'],
  ['\u0153', 'oe'],
  ['\u03c2', '\u03c3'],
]);

// Putting 50,000 marks on one letter in canonical order takes ICU 1.5 s (it is quadratic). No text of any language has
// more than a handful; 30 is the bound of Unicode's stream-safe text format (UAX #15, section 13).
const MARK_FLOOD = /(\p{M}{30})\p{M}+/gu;

// Zero-width spaces and joiners, marks of writing direction, soft hyphens, variation selectors: nobody sees them, so
// nobody types them in a question. Beside them the tatweel, which only makes an Arabic word longer.
const UNSEEN = /[\p{DI}\u0640]/gu;

// Accents of Latin, Greek and Cyrillic, except that of the letter short i, which makes it another letter; the points
// and vowel signs of Hebrew and Arabic, which are mostly left out in writing, with the hamza of an alef. Vowel signs of
// Indic and Thai scripts are letters, and stay.
const DROPPED_MARKS =
  /(?<!\u0438)[\u0300-\u036f]|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/**
 * Folds what is written differently and read alike: NFKC, case, accents and points, what can't be seen, typographic
 * apostrophes.
 *
 * The same everywhere, whatever the locale: "İstanbul", "ISTANBUL" and "istanbul" become one, as do "ısı" and "isi",
 * "Straße" and "STRASSE", "كِتَاب" and "كتاب". So a Turkish word can meet another of the same letters; a memory that
 * isn't found for a dot would be worse.
 */
export function foldText(text: string): string {
  return text
    .replaceAll(MARK_FLOOD, '$1')
    .normalize('NFKC')
    .replaceAll(UNSEEN, '')
    .replaceAll(/[\u2018\u2019\u02bc]/g, "'")
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(DROPPED_MARKS, '')
    .normalize('NFC')
    .replaceAll(/[\u00df\u00e6\u00f8\u0111\u0131\u0142\u0153\u03c2]/g, (letter) => UNDIVIDED.get(letter) ?? letter);
}
