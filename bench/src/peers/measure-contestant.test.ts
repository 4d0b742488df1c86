import { describe, expect, it } from 'vitest';
import { toContestant } from './contestant.js';
import { measureContestant } from './measure-contestant.js';
import { createSyntheticStore } from './peer-data.js';
import type { PeerStore } from './peer-data.js';
import type { AskedText, StoredText } from './peer-port.js';

const description = { name: 'by-words', packageName: 'words', version: '1', settings: 'none' };

/** Ranks by the words in common; keeps what it was asked. */
function createWordRanker() {
  const stored = new Map<string, readonly StoredText[]>();
  const asked: (AskedText & { readonly namespace: string; readonly limit: number })[] = [];
  let isClosed = false;
  return {
    asked,
    isClosed: () => isClosed,
    store: async (namespace: string, memories: readonly StoredText[]) => void stored.set(namespace, memories),
    rank: async (namespace: string, question: AskedText, limit: number) => {
      asked.push({ namespace, limit, ...question });
      await new Promise(setImmediate);
      const words = question.text.replace('?', '').split(' ');
      const shared = ({ text }: StoredText): number => words.filter((word) => text.includes(word)).length;
      const ranked = (stored.get(namespace) ?? []).toSorted((left, right) => shared(right) - shared(left));
      return ranked.slice(0, limit).map(({ id }) => id);
    },
    close: async () => void (isClosed = true),
  };
}

const question = (text: string, rightId: string) =>
  ({ text, groups: ['all'], rightIds: [rightId], isOneEnough: true }) as const;

const small: PeerStore = {
  namespace: 'small',
  memories: [{ id: 'm1', text: 'Ada lives in Turin' }],
  questions: [question('Who lives in Turin?', 'm1')],
};
const larger: PeerStore = {
  namespace: 'larger',
  memories: [
    { id: 'm1', text: 'Olu has a violin' },
    { id: 'm2', text: 'Wen sings' },
  ],
  questions: [
    { ...question('Who sings?', 'm2'), referenceTime: '2024-01-01T00:00:00Z' },
    question('Who plays chess?', 'm2'),
  ],
};

describe('measureContestant', () => {
  const run = { stores: [small, larger], large: createSyntheticStore(30, 1), seconds: 0.1 };

  it('stores and asks everything, and measures speed in the largest store and among many', async () => {
    const ranker = createWordRanker();
    const said: string[] = [];
    const figures = await measureContestant(toContestant(description, ranker), {
      ...run,
      say: (one) => said.push(one),
    });
    expect(figures).toMatchObject({ ...description, largeFoundAt10: 100 });
    expect(figures.recall['all']).toMatchObject({ questions: 3, at1: 66.7, at3: 100, sessionsAt10: null });
    for (const [speed, memories] of [
      [figures.speed, 2],
      [figures.largeSpeed, 30],
    ] as const) {
      expect(speed.memories).toBe(memories);
      expect(speed.latencyMs.p50).toBeGreaterThan(0);
      expect(speed.queriesPerSecond).toBeGreaterThan(1);
    }
    expect(figures.largeSpeed.latencyMs.count).toBe(30);
    expect(said).toEqual([
      'by-words: small, 1 memories …',
      'by-words: larger, 2 memories …',
      'by-words: 30 memories …',
    ]);
  });

  it('asks for twenty memories, hands on the "now" of a question, and closes at the end', async () => {
    const ranker = createWordRanker();
    await measureContestant(toContestant(description, ranker), { ...run, say: () => undefined });
    expect(ranker.asked).toContainEqual({
      namespace: 'larger',
      text: 'Who sings?',
      referenceTime: '2024-01-01T00:00:00Z',
      limit: 20,
    });
    expect(ranker.asked[0]).toEqual({ namespace: 'small', text: 'Who lives in Turin?', limit: 20 });
    expect(ranker.isClosed()).toBe(true);
  });
});
