import { describe, expect, it } from 'vitest';
import { readLongFacts, readProseTemplates } from './everyday-sets.js';
import { createLongStores, FACT_PLACES } from './long-memories.js';

const facts = readLongFacts();
const templates = readProseTemplates();
const stores = createLongStores({ seed: 1, facts, templates });

describe('createLongStores', () => {
  it('makes the same of the same seed, and something else of another', () => {
    expect(createLongStores({ seed: 1, facts, templates })).toEqual(stores);
    expect(createLongStores({ seed: 2, facts, templates })).not.toEqual(stores);
  });

  it('asks for at least 60 facts in memories of 5,000 to 50,000 characters, each among 100 others or more', () => {
    expect(stores.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(60);
    for (const { memories, cases } of stores) {
      expect(memories.length).toBeGreaterThan(100);
      const long = memories.filter(({ id }) => cases.some(({ memoryId }) => memoryId === id));
      expect(long).toHaveLength(facts.length);
      for (const { text } of long) expect([text.length >= 5_000, text.length <= 50_000]).toEqual([true, true]);
    }
  });

  it('puts each fact once into each of the three places, at the share of the text that the place says', () => {
    const seen = new Set<string>();
    for (const { memories, cases } of stores) {
      for (const { memoryId, question, place } of cases) {
        const fact = facts.find((one) => one.question === question)?.fact ?? '';
        const text = memories.find(({ id }) => id === memoryId)?.text ?? '';
        const share = text.indexOf(fact) / text.length;
        const [from, to] = place === 'first tenth' ? [0, 0.1] : place === 'middle' ? [0.4, 0.6] : [0.9, 1];
        expect(share >= from && share < to, `${memoryId}: ${place} at ${share}`).toBe(true);
        seen.add(`${fact}/${place}`);
      }
    }
    expect(seen.size).toBe(facts.length * FACT_PLACES.length);
  });

  it('writes no fact into another memory, and no sentence twice running', () => {
    for (const { memories } of stores.slice(0, 1)) {
      for (const { fact } of facts) expect(memories.filter(({ text }) => text.includes(fact))).toHaveLength(1);
      for (const { id, text } of memories) {
        const sentences = text.split(/(?<=[.?])\s+/);
        expect(
          sentences.filter((one, at) => one === sentences[at + 1]),
          id,
        ).toEqual([]);
      }
    }
  });
});
