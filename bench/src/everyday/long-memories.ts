import { invariant } from '@memory-api/contract';
import { createRandom } from '../harness/random.js';
import type { Random } from '../harness/random.js';
import type { MemoryToStore } from '../harness/query-service.js';
import type { LongFact, ProseTemplates, Split } from './everyday-sets.js';
import { writeProse } from './prose.js';

/** Where in its memory a fact stands. */
export type FactPlace = 'first tenth' | 'middle' | 'last tenth';

/** A question for a fact in a long memory. */
export interface LongCase {
  readonly split: Split;
  readonly place: FactPlace;
  readonly question: string;
  readonly memoryId: string;
}

/** Long memories, each with a fact, among others. */
export interface LongStore {
  readonly namespace: string;
  readonly memories: readonly MemoryToStore[];
  readonly cases: readonly LongCase[];
}

/** Shares of the text before the fact, from and to, by place. */
export const FACT_PLACES: readonly { readonly place: FactPlace; readonly from: number; readonly to: number }[] = [
  { place: 'first tenth', from: 0.01, to: 0.09 },
  { place: 'middle', from: 0.45, to: 0.55 },
  { place: 'last tenth', from: 0.91, to: 0.99 },
];

const SHORTEST = 5_000;
const LONGEST = 50_000;
const OTHERS = [
  { count: 80, length: 60 },
  { count: 20, length: 2_000 },
];

/**
 * Makes three stores of the same long memories and others: what changes from one to the next is only the place of each
 * fact, so that the places compare on the same facts in the same text. The same seed makes the same stores.
 */
export function createLongStores(options: {
  readonly seed: number;
  readonly facts: readonly LongFact[];
  readonly templates: ProseTemplates;
}): LongStore[] {
  const { seed, facts, templates } = options;
  const random = createRandom(seed);
  const hosts = facts.map((fact) => ({
    fact,
    sentences: toSentences(writeProse(random, templates, pickLength(random))),
    within: random.next(),
  }));
  const others = OTHERS.flatMap(({ count, length }) =>
    Array.from({ length: count }, () => writeProse(random, templates, length).join('\n\n')),
  );
  return FACT_PLACES.map((_, shift) => {
    const hidden = hosts.map(({ fact, sentences, within }, host) => {
      const spot = FACT_PLACES[(host + shift) % FACT_PLACES.length];
      invariant(spot !== undefined, 'the remainder is a place');
      const text = hideFact(sentences, fact.fact, spot.from + within * (spot.to - spot.from));
      return { id: `${fact.id}-${shift}`, text, place: spot.place, fact };
    });
    return {
      namespace: `everyday/long-${shift}`,
      memories: [
        ...others.map((text, other) => ({ id: `other-${other}-${shift}`, text })),
        ...hidden.map(({ id, text }) => ({ id, text })),
      ],
      cases: hidden.map(({ id, place, fact: { split, question } }) => ({ split, place, question, memoryId: id })),
    };
  });
}

/** As many from 5,000 to 16,000 characters as from there to 50,000, less room for the last paragraph and the fact. */
function pickLength(random: Random): number {
  return SHORTEST * ((LONGEST - 1_500) / SHORTEST) ** random.next();
}

/** Cuts into sentences that join to the same text again. */
function toSentences(paragraphs: readonly string[]): string[] {
  return paragraphs.join('\n\n').split(/(?<=[.?] |\n\n)/);
}

function hideFact(sentences: readonly string[], fact: string, share: number): string {
  const length = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  let before = 0;
  const at = sentences.findIndex((sentence) => (before += sentence.length) >= share * length) + 1;
  return [...sentences.slice(0, at), ...toSpaced(sentences, at, fact), ...sentences.slice(at)].join('').trim();
}

/** The end of the text has no space of its own to stand before the fact. */
function toSpaced(sentences: readonly string[], at: number, fact: string): string[] {
  return at === sentences.length ? [' ', fact] : [fact, ' '];
}
