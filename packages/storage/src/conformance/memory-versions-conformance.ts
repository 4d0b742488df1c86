import { describe, expect, it } from 'vitest';
import { NOW, TENANT, type OpenHarness, addMemories, useStorage, vectorsOf } from './storage-fixture.js';

const LATER = NOW + 1000;
const change = { keyId: 'key_2', nowMs: LATER };

/** What is kept of memories that were changed or deleted, on any engine. */
export function describeMemoryVersions(name: string, open: OpenHarness): void {
  describe(`versions of memories on ${name}`, () => {
    const harness = useStorage(open);

    it('goes on with the versions of an id that was deleted', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'mem_1', change));
      expect(await storage.memories.get(TENANT, null, 'mem_1', LATER)).toBeNull();
      await addMemories(storage, TENANT, { text: 'again' });
      const again = await storage.memories.get(TENANT, null, 'mem_1', LATER);
      expect(again).toMatchObject({ version: 3, text: 'again', seq: 2, revision: 3 });
    });

    it('goes on with the versions of an id that moves to another namespace, leaving a tombstone', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { namespace: 'old' });
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'mem_1', change));
      await addMemories(storage, TENANT, { namespace: 'new' });
      expect(await storage.memories.get(TENANT, ['new'], 'mem_1', LATER)).toMatchObject({ version: 3 });
      const old = await storage.recallSource.changesSince(TENANT, 'old', null, { limit: 10 });
      expect(old.changes).toEqual([{ id: 'mem_1', deleted: true, revision: 2 }]);
    });

    it('goes on with the versions of an expired id, as if the sweeper had met it', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, { namespace: 'old', expiresAtMs: LATER });
      await addMemories(storage, TENANT, { namespace: 'new', nowMs: LATER });
      const read = await storage.memories.get(TENANT, null, 'mem_1', LATER);
      expect(read).toMatchObject({ version: 3, namespace: 'new' });
      const versions = await query('select version, action, at_ms from memory_versions order by version');
      expect(versions).toEqual([
        { version: 1, action: 'create', at_ms: NOW },
        { version: 2, action: 'expire', at_ms: LATER },
        { version: 3, action: 'create', at_ms: LATER },
      ]);
    });

    it('keeps of every version what a history needs', async () => {
      const { storage, query, vectorBytes } = harness();
      const { memories } = storage;
      await addMemories(storage, TENANT, { sessionId: 's', occurredAtMs: 5 });
      const patch = { text: 'User prefers light mode', vectors: vectorsOf(new Int8Array(768).fill(-3)) };
      await storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', { ...patch, ...change }));
      const end = { keyId: 'key_3', nowMs: LATER + 1 };
      await storage.write((tx) => memories.delete(tx, TENANT, null, 'mem_1', end));
      const rows = await query(
        `select action, changed, key_id, at_ms, superseded_at_ms, text, session_id, namespace,
          ${vectorBytes} as bytes from memory_versions order by version`,
      );
      const all = { session_id: 's', namespace: 'default' };
      expect(rows).toEqual([
        {
          ...all,
          action: 'create',
          changed: '["text","metadata"]',
          key_id: 'key_1',
          at_ms: NOW,
          superseded_at_ms: LATER,
          text: 'User prefers dark mode',
          bytes: 384,
        },
        {
          ...all,
          action: 'update',
          changed: '["text"]',
          key_id: 'key_2',
          at_ms: LATER,
          superseded_at_ms: LATER + 1,
          text: patch.text,
          bytes: 768,
        },
        {
          action: 'delete',
          changed: '[]',
          key_id: 'key_3',
          at_ms: LATER + 1,
          superseded_at_ms: null,
          text: null,
          session_id: null,
          namespace: 'default',
          bytes: null,
        },
      ]);
    });

    it('notes of a change which fields it gave another value, if any', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, { metadata: { a: 1, b: 2 } });
      const patches = [{ metadata: { b: 2, a: 1 } }, { metadata: { a: 1 } }, { text: 'new', metadata: {} }, {}];
      for (const patch of patches) {
        await storage.write((tx) => storage.memories.update(tx, TENANT, null, 'mem_1', { ...patch, ...change }));
      }
      const rows = await query('select changed from memory_versions where version > 1 order by version');
      expect(rows.map(({ changed }) => changed)).toEqual(['[]', '["metadata"]', '["text","metadata"]', '[]']);
    });

    it('begins again with the versions of an id once nothing is left of its first life', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, {}, { id: 'other' });
      await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'mem_1', change));
      await storage.retention.sweep({ nowMs: LATER + 1, retentionMs: 0, limit: 10 });
      await addMemories(storage, TENANT, { nowMs: LATER + 2 });
      expect(await storage.memories.get(TENANT, null, 'mem_1', LATER + 2)).toMatchObject({ version: 1, revision: 4 });
      expect(await query(`select version from memory_versions where memory_id = 'mem_1'`)).toEqual([{ version: 1 }]);
    });
  });
}
