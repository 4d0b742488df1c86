import { describe, expect, it } from 'vitest';
import type { NamespaceIndex } from '@memory-api/recall';
import { createFakeIndex, createFakeSource } from './fake-recall-source-fixture.js';
import { createIndexCache } from './index-cache.js';

const tenant = { orgId: 'org_a', environment: 'live' } as const;
const sizeOf = ({ size }: NamespaceIndex): number => size;
const textsOf = (index: NamespaceIndex): string[] =>
  index.query({} as Parameters<NamespaceIndex['query']>[0]).hits.map(({ reasoning }) => reasoning);

function createParts(budgetBytes = 1e9) {
  const source = createFakeSource();
  return { source, cache: createIndexCache({ source, createIndex: createFakeIndex, budgetBytes }) };
}

describe('createIndexCache', () => {
  it('loads a namespace in pages and asks it when it is whole', async () => {
    const { source, cache } = createParts();
    for (let number = 0; number < 1050; number++) source.put('a', `m${number}`);
    expect(await cache.use(tenant, 'a', sizeOf)).toBe(1050);
    // A hundred first, then as many of so small ones as a page may hold: 400, 400 and the rest.
    expect(source.reads).toHaveLength(4);
  });

  it('takes in what was written, changed and deleted since it was asked last, and nothing else', async () => {
    const { source, cache } = createParts();
    source.put('a', 'one', 'first');
    source.put('a', 'two', 'second');
    await cache.use(tenant, 'a', sizeOf);
    source.put('a', 'one', 'changed');
    source.remove('a', 'two');
    source.put('a', 'three', 'third');
    expect((await cache.use(tenant, 'a', textsOf)).sort()).toEqual(['changed', 'third']);
    expect(source.reads).toEqual(['a', 'a']);
  });

  it('takes the steps of a long preparation in turns with other namespaces, and nothing changes between them', async () => {
    const { source, cache } = createParts();
    source.put('a', 'one');
    const done: string[] = [];
    const slow = cache.use(
      tenant,
      'a',
      (index) => done.push(`a has ${index.size}`),
      function* () {
        source.put('a', 'two');
        // Each step lasts as long as a slice of the thread.
        for (let step = 0; step < 20; step++) {
          const untilMs = performance.now() + 5;
          while (performance.now() < untilMs);
          yield;
        }
      },
    );
    await cache.use(tenant, 'b', () => done.push('b'));
    await slow;
    await cache.use(tenant, 'a', (index) => done.push(`then ${index.size}`));
    expect(done).toEqual(['b', 'a has 1', 'then 2']);
  });

  it('shows a question what was written while an earlier question was loading', async () => {
    const { source, cache } = createParts();
    source.put('a', 'early');
    let late: Promise<string[]> | undefined;
    source.beforePage = () => {
      source.beforePage = () => undefined;
      // The page under way is read after this; were it shared, the next line would go unseen all the same.
      return Promise.resolve().then(() => {
        source.put('a', 'late');
        late = cache.use(tenant, 'a', textsOf);
      });
    };
    await cache.use(tenant, 'a', textsOf);
    expect((await late)?.sort()).toEqual(['early', 'late']);
    expect(source.reads).toEqual(['a', 'a']);
  });

  it('reads the store once for all questions that came before the reading', async () => {
    const { source, cache } = createParts();
    source.put('a', 'one');
    let letGo: () => void = () => undefined;
    source.beforePage = () => new Promise((resolve) => (letGo = resolve));
    const first = cache.use(tenant, 'a', sizeOf);
    const others = [1, 2, 3].map(() => cache.use(tenant, 'a', sizeOf));
    source.beforePage = () => undefined;
    letGo();
    expect(await Promise.all([first, ...others])).toEqual([1, 1, 1, 1]);
    expect(source.reads).toHaveLength(2);
  });

  it('begins anew when the namespace did', async () => {
    const { source, cache } = createParts();
    source.put('a', 'old');
    await cache.use(tenant, 'a', sizeOf);
    source.namespaces.delete('a');
    expect(await cache.use(tenant, 'a', sizeOf)).toBe(0);
    source.put('a', 'new');
    source.put('a', 'newer');
    for (const kept of source.namespaces.values()) kept.epoch = 2;
    expect((await cache.use(tenant, 'a', textsOf)).sort()).toEqual(['new', 'newer']);
  });

  it('serves another namespace while a large one loads', async () => {
    const { source, cache } = createParts();
    for (let number = 0; number < 500; number++) source.put('large', `m${number}`);
    source.put('small', 'one');
    source.beforePage = (namespace) =>
      namespace === 'large' ? new Promise((resolve) => setImmediate(resolve)) : undefined;
    const finished: string[] = [];
    const large = cache.use(tenant, 'large', () => finished.push('large'));
    await cache.use(tenant, 'small', () => finished.push('small'));
    await large;
    expect(finished).toEqual(['small', 'large']);
  });

  it('lets the least recently used index go when the budget is spent', async () => {
    const { source, cache } = createParts(250);
    for (const namespace of ['a', 'b', 'c']) source.put(namespace, 'one');
    const itself = (index: NamespaceIndex): NamespaceIndex => index;
    const a = await cache.use(tenant, 'a', itself);
    const b = await cache.use(tenant, 'b', itself);
    await cache.use(tenant, 'a', sizeOf);
    await cache.use(tenant, 'c', sizeOf);
    expect(cache.stats()).toEqual({ indexes: 2, bytes: 200 });
    expect(await cache.use(tenant, 'a', itself)).toBe(a);
    const reloaded = await cache.use(tenant, 'b', itself);
    expect(reloaded).not.toBe(b);
    expect(reloaded.size).toBe(1);
  });

  it('holds an index that is larger than the whole budget, alone', async () => {
    const { source, cache } = createParts(250);
    source.put('small', 'one');
    for (let number = 0; number < 300; number++) source.put('large', `m${number}`);
    await cache.use(tenant, 'small', sizeOf);
    expect(await cache.use(tenant, 'large', sizeOf)).toBe(300);
    expect(cache.stats()).toEqual({ indexes: 1, bytes: 30_000 });
    expect(await cache.use(tenant, 'large', sizeOf)).toBe(300);
  });

  it('keeps count of the bytes of all it holds, whatever is written, asked and thrown out', async () => {
    const { source, cache } = createParts(2000);
    const held = new Map<string, number>();
    for (let step = 0; step < 400; step++) {
      const name = `n${(step * 7) % 23}`;
      source.put(name, `m${step % 50}`);
      held.delete(name);
      held.set(name, await cache.use(tenant, name, sizeOf));
      const { indexes, bytes } = cache.stats();
      const sizes = [...held.values()].slice(-indexes);
      expect(bytes).toBe(100 * sizes.reduce((sum, size) => sum + size, 0));
      expect(indexes === 1 || bytes <= 2000).toBe(true);
    }
    expect(cache.stats().indexes).toBeLessThan(23);
  });

  it('fails the questions of a reading that failed, and no later one', async () => {
    const { source, cache } = createParts();
    source.put('a', 'one');
    source.beforePage = () => Promise.reject(new RangeError('disk'));
    await expect(cache.use(tenant, 'a', sizeOf)).rejects.toThrow('disk');
    source.beforePage = () => undefined;
    expect(await cache.use(tenant, 'a', sizeOf)).toBe(1);
  });

  it('goes on where a load was interrupted, and loses nothing', async () => {
    const { source, cache } = createParts();
    for (let number = 0; number < 250; number++) source.put('a', `m${number}`);
    let pages = 0;
    source.beforePage = () => ((pages += 1) === 2 ? Promise.reject(new RangeError('disk')) : undefined);
    await expect(cache.use(tenant, 'a', sizeOf)).rejects.toThrow('disk');
    expect(await cache.use(tenant, 'a', sizeOf)).toBe(250);
  });

  it('fails only the question whose own asking throws', async () => {
    const { source, cache } = createParts();
    source.put('a', 'one');
    const failing = cache.use(tenant, 'a', () => {
      throw new RangeError('asked wrongly');
    });
    const fine = cache.use(tenant, 'a', sizeOf);
    await expect(failing).rejects.toThrow('asked wrongly');
    expect(await fine).toBe(1);
  });

  it('keeps tenants apart that use the same name', async () => {
    const { source, cache } = createParts();
    const indexes = new Set<NamespaceIndex>();
    source.put('a', 'one');
    await cache.use(tenant, 'a', (index) => indexes.add(index));
    await cache.use({ ...tenant, environment: 'test' }, 'a', (index) => indexes.add(index));
    await cache.use({ ...tenant, orgId: 'org_b' }, 'a', (index) => indexes.add(index));
    expect(indexes.size).toBe(3);
  });
});
