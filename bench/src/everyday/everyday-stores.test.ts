import { describe, expect, it } from 'vitest';
import { readEverydayStores, toNamespaces } from './everyday-stores.js';

const stores = readEverydayStores(1);
const namespaces = toNamespaces(stores);

describe('toNamespaces', () => {
  it('keeps the paraphrases in one store, each person in one, and the long memories in three', () => {
    const names = [...namespaces.keys()];
    expect(namespaces.get('everyday/paraphrases')).toHaveLength(stores.paraphrases.length);
    expect(names.filter((name) => name.startsWith('everyday/changes-'))).toHaveLength(12);
    expect(names.filter((name) => name.startsWith('everyday/long-'))).toHaveLength(3);
    expect(names).toHaveLength(16);
  });

  it('stores both facts of every change, in the order in which they came about', () => {
    const facts = [...namespaces].filter(([name]) => name.startsWith('everyday/changes-'));
    expect(facts.flatMap(([, memories]) => memories)).toHaveLength(2 * stores.changes.length);
    for (const [, memories] of facts) {
      const times = memories.map(({ occurredAt }) => occurredAt ?? '');
      expect(times).toEqual([...times].sort());
    }
  });

  it('gives every memory an id that no other has, in names that the service knows', () => {
    const ids = [...namespaces.values()].flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[A-Za-z0-9_-]{1,100}$/.test(id))).toEqual([]);
    expect([...namespaces.keys()].filter((name) => !/^[A-Za-z0-9_.:@/-]{1,128}$/.test(name))).toEqual([]);
  });
});
