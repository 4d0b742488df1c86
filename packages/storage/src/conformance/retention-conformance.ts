import { describe, expect, it } from 'vitest';
import type { SweepResult } from '../system/retention-store.js';
import { IDEMPOTENCY_WINDOW_MS } from '../system/idempotency-store.js';
import type { Storage } from '../storage-port.js';
import { NOW, TENANT, TENANTS, type OpenHarness, addMemories, useStorage } from './storage-fixture.js';

const RETENTION = 1000;

/** How what is kept comes to its end, on any engine. */
export function describeRetention(name: string, open: OpenHarness): void {
  describe(`retention on ${name}`, () => {
    const harness = useStorage(open);

    it('keeps a deleted memory with its versions until the retention is over, then nothing of it', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, {}, { id: 'live' });
      await remove(storage, 'mem_1', NOW + 5);
      expect(await sweep(storage, NOW + 5 + RETENTION - 1)).toMatchObject({ purgedMemories: 0, purgedVersions: 0 });
      expect(await sweep(storage, NOW + 5 + RETENTION)).toMatchObject({ purgedMemories: 1, purgedVersions: 2 });
      expect(await query('select id from memories')).toEqual([{ id: 'live' }]);
      expect(await query('select memory_id from memory_versions')).toEqual([{ memory_id: 'live' }]);
    });

    it('makes a tombstone of an expired memory, and counts its retention from its expiry', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, { expiresAtMs: NOW + 5 }, { id: 'live', expiresAtMs: NOW + 1e9 });
      expect(await sweep(storage, NOW + 4)).toMatchObject({ expiredMemories: 0 });
      expect(await sweep(storage, NOW + 500)).toMatchObject({ expiredMemories: 1, purgedMemories: 0 });
      expect(await query(`select deleted_at_ms from memories where id = 'mem_1'`)).toEqual([
        { deleted_at_ms: NOW + 5 },
      ]);
      expect(await storage.memories.count(TENANT, null, {}, NOW + 500)).toBe(1);
      expect(await sweep(storage, NOW + 5 + RETENTION)).toMatchObject({ purgedMemories: 1 });
      expect(await query('select id from memories')).toEqual([{ id: 'live' }]);
    });

    it('removes old versions from the time that others took their place, never the present one', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, {});
      for (const nowMs of [NOW + 10, NOW + 20]) {
        const patch = { text: `at ${nowMs}`, keyId: null, nowMs };
        await storage.write((tx) => storage.memories.update(tx, TENANT, null, 'mem_1', patch));
      }
      expect(await sweep(storage, NOW + 10 + RETENTION)).toMatchObject({ purgedVersions: 1 });
      expect(await sweep(storage, NOW + 1e9)).toMatchObject({ purgedVersions: 1, more: false });
      expect(await query('select version from memory_versions')).toEqual([{ version: 3 }]);
      expect(await storage.memories.get(TENANT, null, 'mem_1', NOW)).toMatchObject({ version: 3 });
    });

    it('spares the versions of an id that lives on in another namespace', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, { namespace: 'old' });
      await remove(storage, 'mem_1', NOW + 5);
      await addMemories(storage, TENANT, { namespace: 'new', nowMs: NOW + 6 });
      await sweepAll(storage, NOW + 1e9);
      expect(await query('select version, namespace from memory_versions')).toEqual([{ version: 3, namespace: 'new' }]);
      expect(await query('select namespace from namespaces')).toEqual([{ namespace: 'new' }]);
    });

    it('spares the present version of an id, though writes that began earlier come later', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, { namespace: 'a' });
      await remove(storage, 'mem_1', NOW + 100);
      // Its clock was read before the deletion: it ends before what it came after.
      await addMemories(storage, TENANT, { namespace: 'b', nowMs: NOW + 10, expiresAtMs: NOW + 20 });
      await sweepAll(storage, NOW + 20 + RETENTION);
      await addMemories(storage, TENANT, { namespace: 'c', nowMs: NOW + 50 + RETENTION });
      await sweepAll(storage, NOW + 100 + RETENTION);
      const [present] = await query('select namespace, version from memories');
      expect(present).toMatchObject({ namespace: 'c' });
      expect(await query('select namespace, version from memory_versions')).toEqual([present]);
    });

    it('makes no new tombstone of a memory that was deleted before it expired', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, { expiresAtMs: NOW + 9 });
      await remove(storage, 'mem_1', NOW + 5);
      expect(await sweep(storage, NOW + 10)).toMatchObject({ expiredMemories: 0 });
      expect(await query('select action from memory_versions order by version')).toEqual([
        { action: 'create' },
        { action: 'delete' },
      ]);
    });

    it('removes kept answers after their day', async () => {
      const { storage, query } = harness();
      for (const createdAtMs of [NOW, NOW + 1]) {
        const answer = {
          key: `k${createdAtMs}`,
          fingerprint: 'f',
          status: 200,
          headers: {},
          body: '',
          isEncrypted: false,
          keyId: null,
          createdAtMs,
        };
        await storage.write((tx) => storage.idempotency.save(tx, TENANT, answer));
      }
      expect(await sweep(storage, NOW + IDEMPOTENCY_WINDOW_MS)).toMatchObject({ expiredIdempotency: 1 });
      expect(await query('select key from idempotency')).toEqual([{ key: `k${NOW + 1}` }]);
    });

    it('goes in pieces and asks for more until all is done, for every tenant', async () => {
      const { storage, query } = harness();
      const fields = Array.from({ length: 7 }, (_, i) => ({ id: `m${i}`, expiresAtMs: i < 3 ? NOW + 5 : null }));
      for (const tenant of TENANTS) {
        await addMemories(storage, tenant, ...fields);
        const change = { keyId: null, nowMs: NOW + 1 };
        await storage.write((tx) => storage.memories.delete(tx, tenant, null, 'm6', change));
      }
      const results = await sweepAll(storage, NOW + 5 + RETENTION);
      expect(results.length).toBeGreaterThan(3);
      expect(Math.max(...results.map(({ purgedMemories }) => purgedMemories))).toBe(4);
      expect(results.reduce((sum, { purgedMemories }) => sum + purgedMemories, 0)).toBe(6 * 4);
      expect(await query('select count(*) as rows from memories')).toEqual([{ rows: 6 * 3 }]);
      for (const tenant of TENANTS) {
        expect(await storage.memories.count(tenant, null, {}, NOW)).toBe(3);
      }
    });
  });
}

function sweep(storage: Storage, nowMs: number): Promise<SweepResult> {
  return storage.retention.sweep({ nowMs, retentionMs: RETENTION, limit: 4 });
}

async function sweepAll(storage: Storage, nowMs: number): Promise<SweepResult[]> {
  const results = [await sweep(storage, nowMs)];
  while (results.at(-1)?.more === true) results.push(await sweep(storage, nowMs));
  return results;
}

async function remove(storage: Storage, id: string, nowMs: number): Promise<void> {
  const change = { keyId: null, nowMs };
  await storage.write((tx) => storage.memories.delete(tx, TENANT, null, id, change));
}
