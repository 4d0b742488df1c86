import { describe, expect, it } from 'vitest';
import { createSyntheticStore, readEverydayPeerStores, toEverydayPeerStores, toLocomoStore } from './peer-data.js';
import { readEverydayStores } from '../everyday/everyday-stores.js';

const turn = (id: string, occurredAtMs: number | null) => ({ id, session: 's1', text: `Ada: ${id}`, occurredAtMs });

describe('toLocomoStore', () => {
  const store = toLocomoStore({
    id: 'c1',
    turns: [turn('t1', Date.UTC(2023, 4, 8)), turn('t2', null)],
    questions: [{ text: 'Who?', category: 2, evidence: ['t1', 't2'] }],
  });

  it('has a memory a turn, with its session and, where known, its time', () => {
    expect(store.namespace).toBe('c1');
    expect(store.memories).toEqual([
      { id: 't1', text: 'Ada: t1', session: 's1', occurredAt: '2023-05-08T00:00:00.000Z' },
      { id: 't2', text: 'Ada: t2', session: 's1' },
    ]);
  });

  it('counts a question as a whole and for its category, by the share of its evidence', () => {
    expect(store.questions).toEqual([
      { text: 'Who?', groups: ['evidence turns', 'category 2'], rightIds: ['t1', 't2'], isOneEnough: false },
    ]);
  });
});

describe('readEverydayPeerStores', () => {
  const stores = readEverydayPeerStores();
  const questions = stores.flatMap((store) => store.questions);

  it('asks only the half that nothing was tuned on, of everything that is stored', () => {
    const { paraphrases, changes } = readEverydayStores(1);
    const heldOut = (all: readonly { readonly split: string }[]): number =>
      all.filter(({ split }) => split === 'held-out').length;
    const countOf = (group: string): number => questions.filter(({ groups }) => groups[0] === group).length;
    expect(countOf('paraphrases')).toBe(heldOut(paraphrases));
    expect(countOf('changed facts, now')).toBe(heldOut(changes));
    expect(countOf('changed facts, then')).toBe(heldOut(changes));
    const stored = stores.reduce((sum, { memories }) => sum + memories.length, 0);
    expect(stored).toBe(paraphrases.length + changes.length * 2);
  });

  it('knows each answer among the memories of the same store', () => {
    for (const { memories, questions: asked } of stores) {
      const ids = new Set(memories.map(({ id }) => id));
      for (const { rightIds } of asked) expect(rightIds.every((id) => ids.has(id))).toBe(true);
    }
  });

  it('has no two stores of a name, and no two memories of an id in a store', () => {
    expect(new Set(stores.map(({ namespace }) => namespace)).size).toBe(stores.length);
    for (const { memories } of stores) expect(new Set(memories.map(({ id }) => id)).size).toBe(memories.length);
  });
});

describe('toEverydayPeerStores', () => {
  const change = {
    id: 'x',
    split: 'held-out',
    person: 'Olu',
    kind: 'home',
    older: { text: 'Olu lives in Oslo', occurredAt: '2023-05-01T00:00:00Z' },
    newer: { text: 'Olu moved to Bergen', occurredAt: '2023-09-01T00:00:00Z' },
    referenceTime: '2023-12-01T00:00:00Z',
    question: 'Where does Olu live?',
    datedQuestion: 'Where did Olu live in May?',
  } as const;

  it('wants the newer fact in the present tense and the older one of its time, both with the "now" of the set', () => {
    const [, store] = toEverydayPeerStores({ paraphrases: [], changes: [change], unanswerable: [], longStores: [] });
    expect(store?.memories.map(({ id, occurredAt }) => [id, occurredAt])).toEqual([
      ['x-older', '2023-05-01T00:00:00Z'],
      ['x-newer', '2023-09-01T00:00:00Z'],
    ]);
    expect(store?.questions).toEqual([
      expect.objectContaining({ text: 'Where does Olu live?', rightIds: ['x-newer'], isOneEnough: true }),
      expect.objectContaining({ text: 'Where did Olu live in May?', rightIds: ['x-older'], isOneEnough: true }),
    ]);
    for (const { referenceTime } of store?.questions ?? []) expect(referenceTime).toBe('2023-12-01T00:00:00Z');
  });

  it('stores the facts of a person in the order of their times', () => {
    const earlier = { ...change, id: 'y', older: { text: 'Olu sings', occurredAt: '2022-01-01T00:00:00Z' } };
    const [, store] = toEverydayPeerStores({
      paraphrases: [],
      changes: [change, earlier],
      unanswerable: [],
      longStores: [],
    });
    const times = store?.memories.map(({ occurredAt }) => occurredAt) ?? [];
    expect(times).toEqual(times.toSorted());
    expect(store?.memories[0]?.id).toBe('y-older');
  });
});

describe('createSyntheticStore', () => {
  it('makes the same memories, each with its question, from the same seed', () => {
    const store = createSyntheticStore(50, 7);
    expect(store.memories).toHaveLength(50);
    expect(store).toEqual(createSyntheticStore(50, 7));
    expect(store.memories).not.toEqual(createSyntheticStore(50, 8).memories);
    expect(store.questions[3]?.rightIds).toEqual([store.memories[3]?.id]);
  });
});
