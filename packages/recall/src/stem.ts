import { IRREGULAR_FORMS } from './irregular-forms.js';

/**
 * Cuts an English word to the stem it shares with its other forms: plural, -ed, -ing, -ly, -ment, -ness,
 * -ence, and irregular past forms.
 *
 * Steps 1 and 5a of M. F. Porter, "An algorithm for suffix stripping" (1980), and a table of irregular forms. The later
 * steps of Porter are left out: they join words of different meaning (organization, organ) more often than they help
 * in texts of a dozen words.
 *
 * Takes a lower-case word; words of other alphabets and words with digits come back as they are.
 */
export function stem(word: string): string {
  const regular = IRREGULAR_FORMS.get(word);
  if (regular !== undefined) return stem(regular);
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  return withoutFinalE(withFinalI(withoutNounEnding(withoutAdverbEnding(withoutPastOrGerund(withoutPlural(word))))));
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutPastOrGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const cut = word.endsWith('ed') ? word.slice(0, -2) : word.endsWith('ing') ? word.slice(0, -3) : undefined;
  if (cut === undefined || !/[aeiouy]/.test(cut) || cut.length < 2) return word;
  if (/(?:at|bl|iz)$/.test(cut)) return `${cut}e`;
  if (/([^aeioulsz])\1$/.test(cut)) return cut.slice(0, -1);
  return measure(cut) === 1 && endsInShortSyllable(cut) ? `${cut}e` : cut;
}

function withoutAdverbEnding(word: string): string {
  return word.length > 5 && word.endsWith('ly') ? word.slice(0, -2) : word;
}

// Of Porter's steps 2 to 4 only the endings whose nouns mean what their verb or adjective does.
function withoutNounEnding(word: string): string {
  const cut = /^(.+)(?:ence|ance|ment|ness)$/.exec(word)?.[1];
  return cut !== undefined && measure(cut) > 1 ? cut : word;
}

function withFinalI(word: string): string {
  return /[^aeiou]y$/.test(word) && word.length > 2 ? `${word.slice(0, -1)}i` : word;
}

function withoutFinalE(word: string): string {
  if (!word.endsWith('e')) return word;
  const cut = word.slice(0, -1);
  const size = measure(cut);
  return size > 1 || (size === 1 && !endsInShortSyllable(cut)) ? cut : word;
}

// Porter's m: how often a vowel is followed by a consonant.
function measure(word: string): number {
  return word.match(/[aeiouy]+[^aeiouy]+/g)?.length ?? 0;
}

// Porter's *o: consonant, vowel, consonant, the last one none of w, x, y.
function endsInShortSyllable(word: string): boolean {
  return /[^aeiou][aeiouy][^aeiouwxy]$/.test(word);
}
