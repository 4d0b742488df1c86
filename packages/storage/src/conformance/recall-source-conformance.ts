import { describe, expect, it } from 'vitest';
import { RecallCopy, expectCopyOfStore } from './recall-copy-fixture.js';
import { MODEL, NOW, TENANT, type OpenHarness, addMemories, useStorage, vectorsOf } from './storage-fixture.js';

const change = { keyId: null, nowMs: NOW + 10 };
const all = { limit: 100 };

/** What recall reads, on any engine. */
export function describeRecallSource(name: string, open: OpenHarness): void {
  describe(`the source of recall on ${name}`, () => {
    const harness = useStorage(open);

    it('says that there is no namespace before its first memory', async () => {
      const { recallSource } = harness().storage;
      const nothing = { state: null, model: null, rebuild: true, changes: [], upTo: null, more: false };
      expect(await recallSource.changesSince(TENANT, 'default', null, all)).toEqual(nothing);
      const known = { epoch: 1, revision: 5, purgedBelow: 0 };
      expect(await recallSource.changesSince(TENANT, 'default', known, all)).toEqual(nothing);
    });

    it('gives all that an index needs of a memory', async () => {
      const { storage } = harness();
      const vectors = Int8Array.from({ length: 768 }, (_, i) => (i % 256) - 128);
      const times = { occurredAtMs: NOW - 5, expiresAtMs: NOW + 50 };
      await storage.write((tx) => storage.embedding.register(tx, MODEL));
      await addMemories(storage, TENANT, { sessionId: 's', vectors: vectorsOf(vectors), ...times }, { id: 'mem_2' });
      const { changes, state, upTo, model } = await storage.recallSource.changesSince(TENANT, 'default', null, all);
      expect(changes[0]).toEqual({
        id: 'mem_1',
        deleted: false,
        text: 'User prefers dark mode',
        sessionId: 's',
        occurredAtMs: NOW - 5,
        hasOccurredAt: true,
        expiresAtMs: NOW + 50,
        createdAtMs: NOW,
        updatedAtMs: NOW,
        seq: 1,
        metadataJson: '{"category":"preference"}',
        vectors,
        revision: 1,
      });
      expect(changes[1]).toMatchObject({ occurredAtMs: NOW, hasOccurredAt: false, seq: 2, revision: 2 });
      expect(upTo).toEqual(state);
      expect(model).toEqual({ number: 1, dimensions: 384 });
    });

    it('gives nothing where nothing has changed, and then only what has', async () => {
      const { storage } = harness();
      const { recallSource, memories } = storage;
      await addMemories(storage, TENANT, {}, { id: 'mem_2' }, { id: 'mem_3' });
      const first = await recallSource.changesSince(TENANT, 'default', null, all);
      expect(first).toMatchObject({ rebuild: true, more: false });
      const none = await recallSource.changesSince(TENANT, 'default', first.upTo, all);
      expect(none).toEqual({ ...first, model: null, rebuild: false, changes: [] });
      await storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', { text: 'new', ...change }));
      await storage.write((tx) => memories.delete(tx, TENANT, null, 'mem_2', change));
      const next = await recallSource.changesSince(TENANT, 'default', first.upTo, all);
      expect(next.rebuild).toBe(false);
      expect(next.changes).toMatchObject([
        { id: 'mem_1', deleted: false, text: 'new', revision: 4 },
        { id: 'mem_2', deleted: true, revision: 5 },
      ]);
    });

    it('tells of a memory that has changed between two pages, and forgets none', async () => {
      const { storage } = harness();
      const fields = Array.from({ length: 6 }, (_, i) => ({ id: `m${i}` }));
      await addMemories(storage, TENANT, ...fields);
      const copy = new RecallCopy(storage.recallSource, TENANT, 'default');
      expect(await copy.pull(2)).toBe(true);
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'm0', change));
      const patch = { text: 'new', ...change };
      await storage.write((tx) => storage.memories.update(tx, TENANT, null, 'm5', patch));
      await copy.catchUp(2);
      expect(copy.rebuilds).toBe(1);
      await expectCopyOfStore(copy, storage, { tenant: TENANT, namespace: 'default', nowMs: NOW });
    });

    it('begins anew with a copy that may have missed a purged tombstone', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {}, { id: 'mem_2' });
      const old = new RecallCopy(storage.recallSource, TENANT, 'default');
      await old.catchUp(10);
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'mem_1', change));
      const fresh = new RecallCopy(storage.recallSource, TENANT, 'default');
      await fresh.catchUp(10);
      await storage.retention.sweep({ nowMs: NOW + 20, retentionMs: 0, limit: 10 });
      await old.catchUp(10);
      await fresh.catchUp(10);
      expect([old.rebuilds, fresh.rebuilds]).toEqual([2, 1]);
      expect([...old.memories.keys()]).toEqual(['mem_2']);
    });

    it('loads in pages what lies below a purge, without beginning anew at each of them', async () => {
      const { storage } = harness();
      const fields = Array.from({ length: 9 }, (_, i) => ({ id: `m${i}` }));
      await addMemories(storage, TENANT, ...fields);
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'm8', change));
      await storage.retention.sweep({ nowMs: NOW + 20, retentionMs: 0, limit: 10 });
      const copy = new RecallCopy(storage.recallSource, TENANT, 'default');
      await copy.catchUp(2);
      expect(copy.rebuilds).toBe(1);
      expect(copy.memories.size).toBe(8);
    });

    it('begins anew with every copy when epochs are renewed', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      const copy = new RecallCopy(storage.recallSource, TENANT, 'default');
      await copy.catchUp(10);
      await storage.write((tx) => storage.retention.renewEpochs(tx));
      await copy.catchUp(10);
      expect(copy.rebuilds).toBe(2);
      expect(copy.memories.size).toBe(1);
    });

    it('begins anew with a namespace that was emptied, swept and made again', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      const copy = new RecallCopy(storage.recallSource, TENANT, 'default');
      await copy.catchUp(10);
      await storage.write((tx) => storage.memories.deleteAll(tx, TENANT, null, change));
      await storage.retention.sweep({ nowMs: NOW + 20, retentionMs: 0, limit: 10 });
      const gone = await storage.recallSource.changesSince(TENANT, 'default', copy.known, all);
      expect(gone).toMatchObject({ state: null, rebuild: true });
      await addMemories(storage, TENANT, { id: 'a' }, { id: 'b' }, { id: 'c' });
      await copy.catchUp(10);
      expect([...copy.memories.keys()]).toEqual(['a', 'b', 'c']);
      expect(copy.memories.get('a')).toMatchObject({ seq: 1, revision: 1 });
    });

    it('gives memories by id in the order asked for, of one namespace alone', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { id: 'a' }, { id: 'b' }, { id: 'c', namespace: 'other' });
      await addMemories(storage, { orgId: 'org_b', environment: 'live' }, { id: 'd' });
      await addMemories(storage, { orgId: 'org_a', environment: 'test' }, { id: 'e' });
      const ids = ['e', 'd', 'c', 'b', 'missing', 'a'];
      const found = await storage.recallSource.getMany(TENANT, 'default', ids);
      expect(found.map(({ id }) => id)).toEqual(['b', 'a']);
      expect(found[1]).toEqual(await storage.memories.get(TENANT, null, 'a', NOW));
      expect(await storage.recallSource.getMany(TENANT, 'default', [])).toEqual([]);
    });
  });
}
