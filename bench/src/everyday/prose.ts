import type { Random } from '../harness/random.js';
import type { ProseTemplates } from './everyday-sets.js';

const SENTENCES_A_PARAGRAPH = { least: 3, spread: 5 };

/**
 * Writes invented notes of one kind: dated paragraphs of sentences whose gaps are filled at random.
 *
 * @param length characters that the notes reach at least; the last paragraph may take them past it
 * @returns paragraphs, the first with the title
 */
export function writeProse(random: Random, templates: ProseTemplates, length: number): string[] {
  const genre = templates.genres[random.below(templates.genres.length)];
  const { title = '', sentences = [] } = genre ?? {};
  const nextSentence = createDeck(random, sentences);
  const paragraphs: string[] = [];
  for (let written = 0; written < length; written += (paragraphs.at(-1)?.length ?? 0) + 2) {
    const count = SENTENCES_A_PARAGRAPH.least + random.below(SENTENCES_A_PARAGRAPH.spread);
    const body = Array.from({ length: count }, () => fillGaps(nextSentence(), templates, random)).join(' ');
    const heading = paragraphs.length === 0 ? title : fillGaps('{day}, {time}', templates, random);
    paragraphs.push(`${heading}. ${body}`);
  }
  return paragraphs;
}

/** Gives the values in random order, round by round and none twice running: prose that repeats itself at once is none. */
function createDeck(random: Random, values: readonly string[]): () => string {
  const deck: string[] = [];
  let last = '';
  return () => {
    if (deck.length === 0) deck.push(...values.filter((value) => value !== last));
    last = deck.splice(random.below(deck.length), 1)[0] ?? '';
    return last;
  };
}

function fillGaps(sentence: string, { slots }: ProseTemplates, random: Random): string {
  const filled = sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const values = slots[name] ?? [];
    return values[random.below(values.length)] ?? '';
  });
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
