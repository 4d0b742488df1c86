import { describe, expect, it } from 'vitest';
import type { EmbeddingChange, EmbeddingModel } from '../embedding/embedding-store.js';
import type { Storage } from '../storage-port.js';
import { RecallCopy } from './recall-copy-fixture.js';
import {
  MODEL,
  NOW,
  TENANT,
  TENANTS,
  type OpenHarness,
  addMemories,
  useStorage,
  vectorsOf,
} from './storage-fixture.js';

const OTHER: EmbeddingModel = { number: 2, name: 'other', dimensions: 3 };
const TIME = { nowMs: NOW, untilMs: NOW + 1000 };
const OWN = new Int8Array(384).fill(7);
const NEXT = Int8Array.of(1, 2, 3);
const change = { keyId: null, nowMs: NOW + 10 };

/** Which model made the vectors of what, and how a namespace comes to another one, on any engine. */
export function describeEmbeddingStore(name: string, open: OpenHarness): void {
  describe(`models of vectors on ${name}`, () => {
    const harness = useStorage(open);

    it('have a number each, the same for the same name', async () => {
      const { storage } = harness();
      expect(await register(storage, MODEL)).toEqual(MODEL);
      expect(await register(storage, OTHER)).toEqual(OTHER);
      expect(await register(storage, MODEL)).toEqual(MODEL);
      expect(await storage.embedding.models()).toEqual([MODEL, OTHER]);
    });

    it('are registered once by many at the same time', async () => {
      const { storage } = harness();
      const models = await Promise.all(Array.from({ length: 8 }, () => register(storage, OTHER)));
      expect(new Set(models.map(({ number }) => number))).toEqual(new Set([1]));
    });

    it('have one name as their target', async () => {
      const { embedding, write } = harness().storage;
      expect(await embedding.target()).toBeNull();
      for (const model of ['one', 'two']) await write((tx) => embedding.setTarget(tx, model));
      expect(await embedding.target()).toBe('two');
    });

    it('are that of the first vectors in a new namespace', async () => {
      const { storage } = harness();
      expect(await storage.embedding.modelsOf(TENANT, 'default')).toBeNull();
      await addMemories(storage, TENANT, { vectors: [{ model: OTHER, values: NEXT }, ...vectorsOf(OWN)] });
      expect(await storage.embedding.modelsOf(TENANT, 'default')).toEqual({ model: 2, nextModel: null });
    });
  });

  describe(`a change of the model on ${name}`, () => {
    const harness = useStorage(open);

    async function prepare(): Promise<Storage> {
      const { storage } = harness();
      for (const model of [MODEL, OTHER]) await register(storage, model);
      await addMemories(storage, TENANT, { text: 'a' }, { id: 'mem_2', text: 'b' }, { id: 'mem_3', text: 'c' });
      return storage;
    }

    it('is seen by queries at once and as a whole, when all vectors are there', async () => {
      const storage = await prepare();
      expect(await claim(storage)).toBe(true);
      const first = await storage.embedding.page(CHANGE, -1, 2);
      expect(first).toEqual({
        memories: [unembedded('mem_1', 'a'), unembedded('mem_2', 'b')],
        embedded: 0,
        upTo: 2,
        more: true,
      });
      await store(storage, ['mem_1', 'mem_2']);
      expect(await settle(storage, -1)).toBe(false);
      const copy = await readCopy(storage);
      expect([...copy.memories.values()].map(({ vectors }) => vectors)).toEqual([OWN, OWN, OWN]);
      expect(await storage.embedding.page(CHANGE, first.upTo, 2)).toMatchObject({ upTo: 3, more: false });
      expect(await storage.embedding.page(CHANGE, -1, 9)).toMatchObject({ embedded: 2 });
      await store(storage, ['mem_3']);
      expect(await settle(storage, -1)).toBe(true);
      await copy.catchUp(10);
      expect(copy.rebuilds).toBe(2);
      expect([...copy.memories.values()].map(({ vectors }) => vectors)).toEqual([NEXT, NEXT, NEXT]);
    });

    it('leaves nothing of the model before, once it is tidied up', async () => {
      const storage = await prepare();
      await finish(storage);
      const { query, vectorBytes } = harness();
      const rows = await query(`select model, next_model, next_vectors, ${vectorBytes} as bytes from memories`);
      expect(rows).toEqual(
        Array.from({ length: 3 }, () => ({ model: 2, next_model: null, next_vectors: null, bytes: 3 })),
      );
      expect(await query('select model, next_model, lease, leased_until_ms from namespaces')).toEqual([
        { model: 2, next_model: null, lease: null, leased_until_ms: null },
      ]);
      expect(await storage.embedding.findUnsettled(OTHER, { lease: 'another', nowMs: NOW, limit: 9 })).toEqual([]);
      const copy = await readCopy(storage);
      expect(copy.memories.get('mem_2')).toMatchObject({ text: 'b', vectors: NEXT });
      expect(await query('select distinct model from memory_versions')).toEqual([{ model: 1 }]);
    });

    it('takes what is written meanwhile with vectors of both, and tells of what has those of one alone', async () => {
      const storage = await prepare();
      await claim(storage);
      await store(storage, ['mem_1', 'mem_2', 'mem_3']);
      await addMemories(storage, TENANT, { id: 'both', vectors: [{ model: OTHER, values: NEXT }, ...vectorsOf(OWN)] });
      expect(await settle(storage, 3)).toBe(true);
      await addMemories(storage, TENANT, { id: 'old', text: 'd' });
      const copy = await readCopy(storage);
      expect(copy.memories.get('both')?.vectors).toEqual(NEXT);
      expect(copy.memories.get('old')?.vectors).toEqual(new Int8Array(0));
      expect(await release(storage, 4)).toBe(false);
      expect(await storage.embedding.page(CHANGE, 4, 9)).toMatchObject({ memories: [unembedded('old', 'd')] });
      await store(storage, ['old']);
      await copy.catchUp(10);
      expect(copy.memories.get('old')?.vectors).toEqual(NEXT);
      expect(await release(storage, 4)).toBe(true);
    });

    it('finds a namespace again where a writer had not its model, and no other', async () => {
      const storage = await prepare();
      await addMemories(storage, TENANT, { id: 'mem_4', namespace: 'else', vectors: [{ model: OTHER, values: NEXT }] });
      await finish(storage);
      await addMemories(storage, TENANT, { id: 'mem_5' });
      expect(await storage.embedding.modelsOf(TENANT, 'default')).toEqual({ model: 2, nextModel: 2 });
      const unsettled = await storage.embedding.findUnsettled(OTHER, { lease: 'another', nowMs: NOW, limit: 9 });
      expect(unsettled).toEqual([{ tenant: TENANT, namespace: 'default' }]);
    });

    it('keeps no vectors of a text that was changed, deleted or has expired meanwhile', async () => {
      const storage = await prepare();
      await claim(storage);
      const patch = { text: 'new', vectors: vectorsOf(OWN), ...change };
      await storage.write((tx) => storage.memories.update(tx, TENANT, null, 'mem_1', patch));
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'mem_2', change));
      await store(storage, ['mem_1', 'mem_2', 'mem_3']);
      const { memories } = await storage.embedding.page(CHANGE, -1, 9);
      expect(memories).toEqual([{ id: 'mem_1', version: 2, text: 'new' }]);
      expect(await settle(storage, 3)).toBe(false);
    });

    it('keeps vectors where only the metadata are changed', async () => {
      const storage = await prepare();
      await claim(storage);
      await store(storage, ['mem_1', 'mem_2', 'mem_3']);
      await storage.write((tx) => storage.memories.update(tx, TENANT, null, 'mem_1', { metadata: {}, ...change }));
      expect((await storage.embedding.page(CHANGE, -1, 9)).memories).toEqual([]);
      expect(await settle(storage, 3)).toBe(true);
    });

    it('goes back to the model before, with all that was embedded of the other let go', async () => {
      const storage = await prepare();
      await claim(storage);
      await store(storage, ['mem_1']);
      const copy = await readCopy(storage);
      await finish(storage, { ...CHANGE, model: MODEL, lease: 'back' }, NOW + 2000);
      expect(await storage.embedding.modelsOf(TENANT, 'default')).toEqual({ model: 1, nextModel: null });
      const { query } = harness();
      expect(await query('select id from memories where next_vectors is not null')).toEqual([]);
      await copy.catchUp(10);
      expect(copy.rebuilds).toBe(1);
    });

    it('is one worker at a time, until its lease is over', async () => {
      const storage = await prepare();
      const rival = { ...CHANGE, lease: 'rival' };
      expect(await claim(storage)).toBe(true);
      expect(await storage.embedding.findUnsettled(OTHER, { lease: 'another', nowMs: NOW + 999, limit: 9 })).toEqual(
        [],
      );
      expect(await storage.embedding.findUnsettled(OTHER, { lease: 'one', nowMs: NOW, limit: 9 })).toHaveLength(1);
      expect(await claim(storage, rival)).toBe(false);
      expect(
        await storage.embedding.findUnsettled(OTHER, { lease: 'another', nowMs: NOW + 1000, limit: 9 }),
      ).toHaveLength(1);
      expect(await claim(storage, rival, NOW + 1000)).toBe(true);
      expect(await store(storage, ['mem_1'])).toBe(false);
      expect(await settle(storage, -1)).toBeNull();
      expect(await release(storage, -1)).toBeNull();
      const tidy = { ...TIME, after: -1, limit: 9 };
      expect(await storage.write((tx) => storage.embedding.tidy(tx, CHANGE, tidy))).toBeNull();
      expect((await storage.embedding.page(rival, -1, 9)).memories).toHaveLength(3);
    });

    it('does not begin where there is nothing to do', async () => {
      const storage = await prepare();
      expect(await claim(storage, { ...CHANGE, model: MODEL })).toBe(false);
      expect(await claim(storage, { ...CHANGE, namespace: 'missing' })).toBe(false);
    });

    it('lets the sweeper go on, and passes over what it leaves', async () => {
      const storage = await prepare();
      await claim(storage);
      await storage.write((tx) => storage.memories.deleteAll(tx, TENANT, null, change));
      expect(await storage.embedding.page(CHANGE, -1, 9)).toMatchObject({ memories: [], embedded: 0, upTo: 6 });
      await storage.retention.sweep({ nowMs: NOW + 1e6, retentionMs: 0, limit: 10 });
      expect(await settle(storage, 6)).toBeNull();
      expect(await storage.embedding.modelsOf(TENANT, 'default')).toBeNull();
    });

    it('tells how far the store has come, over all tenants', async () => {
      const storage = await prepare();
      for (const tenant of TENANTS.slice(1)) await addMemories(storage, tenant, {}, { id: 'b', namespace: 'b' });
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'mem_3', change));
      expect(await storage.embedding.progress(OTHER)).toEqual({ memories: 12, memoriesLeft: 12, namespacesLeft: 11 });
      await finish(storage);
      expect(await storage.embedding.progress(OTHER)).toEqual({ memories: 12, memoriesLeft: 10, namespacesLeft: 10 });
    });
  });
}

const CHANGE: EmbeddingChange = { tenant: TENANT, namespace: 'default', model: OTHER, lease: 'one' };

function unembedded(id: string, text: string) {
  return { id, version: 1, text };
}

function register(storage: Storage, model: EmbeddingModel): Promise<EmbeddingModel> {
  return storage.write((tx) => storage.embedding.register(tx, { name: model.name, dimensions: model.dimensions }));
}

function claim(storage: Storage, taken = CHANGE, nowMs = NOW): Promise<boolean> {
  return storage.write((tx) => storage.embedding.claim(tx, taken, { nowMs, untilMs: nowMs + 1000 }));
}

function store(storage: Storage, ids: readonly string[]): Promise<boolean> {
  const embedded = ids.map((id) => ({ id, version: 1, values: NEXT }));
  return storage.write((tx) => storage.embedding.store(tx, CHANGE, embedded, TIME));
}

function settle(storage: Storage, after: number, taken = CHANGE): Promise<boolean | null> {
  return storage.write((tx) => storage.embedding.settle(tx, taken, after, TIME));
}

function release(storage: Storage, after: number, taken = CHANGE): Promise<boolean | null> {
  return storage.write((tx) => storage.embedding.release(tx, taken, after, TIME));
}

async function finish(storage: Storage, taken = CHANGE, nowMs = NOW): Promise<void> {
  expect(await claim(storage, taken, nowMs)).toBe(true);
  if (taken.model.number === OTHER.number) {
    const { memories } = await storage.embedding.page(taken, -1, 9);
    await store(
      storage,
      memories.map(({ id }) => id),
    );
  }
  expect(await settle(storage, -1, taken)).toBe(true);
  let after = -1;
  for (let more = true; more;) {
    const tidy = { ...TIME, after, limit: 2 };
    const piece = await storage.write((tx) => storage.embedding.tidy(tx, taken, tidy));
    expect(piece).not.toBeNull();
    after = piece?.upTo ?? 0;
    more = piece?.more ?? false;
  }
  expect(await release(storage, after, taken)).toBe(true);
}

async function readCopy({ recallSource }: Storage): Promise<RecallCopy> {
  const copy = new RecallCopy(recallSource, TENANT, 'default');
  await copy.catchUp(10);
  return copy;
}
