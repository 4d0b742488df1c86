import type { NamespaceIndex } from '@memory-api/recall';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeIndex, createFakeSource } from './fake-recall-source-fixture.js';
import { syncIndex, type HeldIndex } from './held-index.js';

const tenant = { orgId: 'org_a', environment: 'live' } as const;

/** A held index of namespace `a`, and how many rows each read asked for. */
function createParts() {
  const source = createFakeSource();
  const limits: number[] = [];
  const made: NamespaceIndex[] = [];
  const sizes: number[] = [];
  const parts = { beforeRow: (_id: string): void => undefined };
  const createIndex = (): NamespaceIndex => {
    const index = createFakeIndex();
    const { upsert } = index;
    index.upsert = (memory) => {
      parts.beforeRow(memory.id);
      upsert(memory);
    };
    made.push(index);
    return index;
  };
  const held: HeldIndex = { tenant, namespace: 'a', index: createFakeIndex(), model: null, known: null };
  const counted: typeof source = {
    ...source,
    changesSince: (who, namespace, known, options) => {
      limits.push(options.limit);
      return source.changesSince(who, namespace, known, options);
    },
  };
  held.index = createIndex();
  made.length = 0;
  const sync = () => syncIndex(held, { source: counted, createIndex, onProgress: () => sizes.push(held.index.size) });
  return { source, limits, made, sizes, parts, held, sync };
}

function fill({ source }: Pick<ReturnType<typeof createParts>, 'source'>, count: number, text?: string): void {
  for (let number = 0; number < count; number += 1) source.put('a', `m${number}`, text);
}

function idsOf(index: NamespaceIndex): string[] {
  return index.query({} as Parameters<NamespaceIndex['query']>[0]).hits.map(({ id }) => id);
}

function spin(durationMs: number): void {
  const endMs = performance.now() + durationMs;
  let nowMs = 0;
  while (nowMs < endMs) nowMs = performance.now();
}

describe('the pages of syncIndex', () => {
  // Beside its text, a memory of the fake source has two bytes of vectors.
  it.each([
    ['of a few characters', 10, 400],
    ['that make a page of the most rows there are', 998, 400],
    ['of two thousand bytes', 1998, 200],
    ['of fifty thousand bytes', 49_998, 8],
    ['that are larger than a page', 400_001, 1],
  ])('are, after a first of a hundred, as long as suits memories %s', async (_size, characters, rows) => {
    const all = createParts();
    fill(all, 102, 'x'.repeat(characters));
    await all.sync();
    expect(all.limits.slice(0, 2)).toEqual([100, rows]);
    expect(all.held.index.size).toBe(102);
  });

  it('count the bytes of vectors, too', async () => {
    const all = createParts();
    fill(all, 150, '');
    const changes = all.source.namespaces.get('a')?.changes ?? [];
    for (const [place, change] of changes.entries()) {
      if (!change.deleted) changes[place] = { ...change, vectors: new Int8Array(4000) };
    }
    await all.sync();
    expect(all.limits).toEqual([100, 100]);
  });

  it('are long after one that holds nothing but deletions', async () => {
    const all = createParts();
    fill(all, 100, 'x'.repeat(40_000));
    for (let number = 0; number < 100; number += 1) all.source.remove('a', `m${number}`);
    all.source.put('a', 'last');
    await all.sync();
    expect(all.limits).toEqual([100, 400]);
    expect(idsOf(all.held.index)).toEqual(['last']);
  });

  it('go by the page before each, as memories grow and shrink', async () => {
    const all = createParts();
    for (let number = 0; number < 620; number += 1) {
      all.source.put('a', `m${number}`, number < 100 || number >= 500 ? 'x' : 'x'.repeat(3998));
    }
    await all.sync();
    expect(all.limits).toEqual([100, 400, 100, 400]);
    expect(all.held.index.size).toBe(620);
  });

  it('begin with a hundred rows each time', async () => {
    const all = createParts();
    fill(all, 150, 'x');
    await all.sync();
    all.source.put('a', 'new');
    await all.sync();
    expect(all.limits).toEqual([100, 400, 100]);
  });

  it('are told of one by one, each taken in whole', async () => {
    const all = createParts();
    fill(all, 650, 'x');
    await all.sync();
    expect(all.sizes).toEqual([100, 500, 650]);
  });
});

describe('syncIndex', () => {
  const unhandled: unknown[] = [];
  const listen = (error: unknown): void => void unhandled.push(error);
  afterEach(() => {
    process.off('unhandledRejection', listen);
    unhandled.length = 0;
  });

  it('reads the next page while one is taken in, and none beyond the last', async () => {
    const all = createParts();
    fill(all, 150);
    const readsAtRow = new Map<string, number>();
    all.parts.beforeRow = (id) => void readsAtRow.set(id, all.limits.length);
    await all.sync();
    expect(readsAtRow.get('m0')).toBe(2);
    expect(readsAtRow.get('m149')).toBe(2);
    expect(all.limits).toHaveLength(2);
  });

  it('lets others have the thread within a page', async () => {
    const all = createParts();
    fill(all, 30);
    all.parts.beforeRow = () => spin(1);
    let sizeAtTurn: number | null = null;
    setImmediate(() => (sizeAtTurn = all.held.index.size));
    await all.sync();
    expect(sizeAtTurn).toBeGreaterThan(0);
    expect(sizeAtTurn).toBeLessThan(30);
  });

  it('fails with a later page, and the next one goes on behind what was taken in', async () => {
    const all = createParts();
    fill(all, 250);
    all.source.beforePage = () => (all.limits.length === 2 ? Promise.reject(new RangeError('disk')) : undefined);
    await expect(all.sync()).rejects.toThrow('disk');
    expect([all.held.index.size, all.held.known?.revision]).toEqual([100, 100]);
    const taken: string[] = [];
    all.parts.beforeRow = (id) => void taken.push(id);
    await all.sync();
    expect([taken[0], taken.length]).toEqual(['m100', 150]);
    expect([all.held.index.size, all.held.known?.revision]).toEqual([250, 250]);
  });

  it('lets no page fail unheard that fails while the one before it is taken in', async () => {
    const all = createParts();
    fill(all, 150);
    process.on('unhandledRejection', listen);
    all.parts.beforeRow = (id) => (id === 'm5' || id === 'm50' ? spin(6) : undefined);
    all.source.beforePage = () => (all.limits.length === 2 ? Promise.reject(new RangeError('disk')) : undefined);
    await expect(all.sync()).rejects.toThrow('disk');
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
    expect(all.held.index.size).toBe(100);
  });

  it('fails with the first page, and leaves what was held as it was', async () => {
    const all = createParts();
    fill(all, 3);
    await all.sync();
    const { index, known } = all.held;
    all.source.put('a', 'new');
    all.source.beforePage = () => Promise.reject(new RangeError('disk'));
    await expect(all.sync()).rejects.toThrow('disk');
    expect(all.held.index).toBe(index);
    expect(all.held.known).toBe(known);
    expect(idsOf(index)).toEqual(['m0', 'm1', 'm2']);
  });

  it('keeps its index where the namespace goes on, and takes in what changed', async () => {
    const all = createParts();
    fill(all, 3);
    await all.sync();
    const { index } = all.held;
    all.source.remove('a', 'm1');
    all.source.put('a', 'm3');
    await all.sync();
    expect(all.held.index).toBe(index);
    expect(idsOf(index)).toEqual(['m0', 'm2', 'm3']);
  });

  it('throws away what was held where the namespace began anew, once for all of its pages', async () => {
    const all = createParts();
    fill(all, 3);
    await all.sync();
    const old = all.held.index;
    all.source.namespaces.delete('a');
    for (let number = 0; number < 250; number += 1) all.source.put('a', `n${number}`);
    const kept = all.source.namespaces.get('a');
    if (kept !== undefined) kept.epoch = 2;
    await all.sync();
    expect(all.made).toEqual([all.held.index]);
    expect(all.held.index).not.toBe(old);
    expect(all.held.index.size).toBe(250);
    expect(idsOf(all.held.index)).not.toContain('m0');
    expect(all.held.known).toMatchObject({ epoch: 2, revision: 250 });
  });

  it('holds nothing of a namespace that is gone, and knows no place in it', async () => {
    const all = createParts();
    fill(all, 3);
    await all.sync();
    all.source.namespaces.delete('a');
    await all.sync();
    expect([all.held.index.size, all.held.known]).toEqual([0, null]);
  });
});
