import { describe, expect, it } from 'vitest';
import { NOW, TENANT, type OpenHarness, aMemory, addMemories, useStorage } from './storage-fixture.js';

const LATER = NOW + 1000;
const change = { keyId: 'key_2', nowMs: LATER };

/** What a store of memories does with one of them, on any engine. */
export function describeMemoryStore(name: string, open: OpenHarness): void {
  describe(`memories on ${name}`, () => {
    const harness = useStorage(open);

    it('gives back what was stored, with a version, a place and a revision', async () => {
      const { storage } = harness();
      const input = aMemory({ sessionId: 's', occurredAtMs: NOW - 5, expiresAtMs: LATER });
      const created = await storage.write((tx) => storage.memories.create(tx, TENANT, null, input));
      expect(created).toEqual({
        id: 'mem_1',
        namespace: 'default',
        text: 'User prefers dark mode',
        metadata: { category: 'preference' },
        sessionId: 's',
        occurredAtMs: NOW - 5,
        expiresAtMs: LATER,
        version: 1,
        createdAtMs: NOW,
        updatedAtMs: NOW,
        seq: 1,
        revision: 1,
      });
      expect(await storage.memories.get(TENANT, null, 'mem_1', NOW)).toEqual(created);
    });

    it('gives metadata back with its keys in one order, whatever order they came in', async () => {
      const { storage } = harness();
      const metadata = { b: { z: 1, a: [{ y: null, x: 'ä' }] }, a: -0.5, 10: true, 2: '', ['__proto__']: 1 };
      const input = aMemory({ metadata: JSON.parse(JSON.stringify(metadata)) });
      const created = await storage.write((tx) => storage.memories.create(tx, TENANT, null, input));
      const read = await storage.memories.get(TENANT, null, 'mem_1', NOW);
      expect(JSON.stringify(read?.metadata)).toBe(
        '{"2":"","10":true,"__proto__":1,"a":-0.5,"b":{"a":[{"x":"ä","y":null}],"z":1}}',
      );
      expect(JSON.stringify(created.metadata)).toBe(JSON.stringify(read?.metadata));
    });

    it('refuses the id of a live memory, in any namespace', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      await expect(addMemories(storage, TENANT, {})).rejects.toMatchObject({ code: 'MEMORY_ID_EXISTS' });
      await expect(addMemories(storage, TENANT, { namespace: 'other' })).rejects.toMatchObject({
        code: 'MEMORY_ID_EXISTS',
      });
      expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(1);
    });

    it('refuses one of two creates of the same id at the same time', async () => {
      const { storage } = harness();
      const results = await Promise.allSettled([
        addMemories(storage, TENANT, { namespace: 'a' }),
        addMemories(storage, TENANT, { namespace: 'b' }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    });

    it('takes an expired memory for missing from its millisecond on', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { expiresAtMs: LATER });
      const { memories } = storage;
      expect(await memories.get(TENANT, null, 'mem_1', LATER - 1)).not.toBeNull();
      expect(await memories.get(TENANT, null, 'mem_1', LATER)).toBeNull();
      expect(await memories.count(TENANT, null, {}, LATER)).toBe(0);
      const update = { text: 'x', ...change };
      expect(await storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', update))).toBeNull();
      expect(await storage.write((tx) => memories.delete(tx, TENANT, null, 'mem_1', change))).toBe(false);
    });

    it('changes what it is told to and keeps the rest', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      const { memories } = storage;
      const text = { text: 'User prefers light mode', ...change };
      const first = await storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', text));
      expect(first).toMatchObject({ text: text.text, metadata: { category: 'preference' }, version: 2 });
      const metadata = { metadata: { b: 1, a: 2 }, ...change };
      const second = await storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', metadata));
      expect(second).toMatchObject({ text: text.text, metadata: { a: 2, b: 1 }, version: 3 });
      expect(second).toMatchObject({ createdAtMs: NOW, updatedAtMs: LATER, seq: 1, revision: 3 });
      expect(await memories.get(TENANT, null, 'mem_1', LATER)).toEqual(second);
    });

    it('changes nothing where another version is expected', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      const { memories } = storage;
      const stale = { text: 'x', ifVersion: 2, ...change };
      const update = storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', stale));
      await expect(update).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
      const fresh = { ...stale, ifVersion: 1 };
      expect(await storage.write((tx) => memories.update(tx, TENANT, null, 'mem_1', fresh))).not.toBeNull();
    });

    it('takes what lies outside the namespaces of a key for missing', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { namespace: 'secret' });
      const { memories } = storage;
      const update = { text: 'x', ...change };
      for (const scope of [['default'], []]) {
        expect(await memories.get(TENANT, scope, 'mem_1', NOW)).toBeNull();
        expect(await memories.count(TENANT, scope, {}, NOW)).toBe(0);
        expect(await memories.count(TENANT, scope, { namespace: 'secret' }, NOW)).toBe(0);
        expect(await storage.write((tx) => memories.update(tx, TENANT, scope, 'mem_1', update))).toBeNull();
        expect(await storage.write((tx) => memories.delete(tx, TENANT, scope, 'mem_1', change))).toBe(false);
        expect(await storage.write((tx) => memories.deleteAll(tx, TENANT, scope, change))).toBe(0);
      }
      const create = storage.write((tx) =>
        memories.create(tx, TENANT, ['default'], aMemory({ id: 'mem_2', namespace: 'secret' })),
      );
      await expect(create).rejects.toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS' });
      expect(await memories.count(TENANT, ['secret'], {}, NOW)).toBe(1);
    });

    it('deletes all of a namespace, or all there are, in one outcome', async () => {
      const { storage } = harness();
      const { memories } = storage;
      const many = Array.from({ length: 320 }, (_, i) => ({ id: `m${i}`, namespace: i < 310 ? 'a' : 'b' }));
      // Not all at once: what waits five seconds for a connection is refused.
      const lanes = Array.from({ length: 8 }, (_, lane) => many.filter((_fields, i) => i % 8 === lane));
      await Promise.all(lanes.map((lane) => addMemories(storage, TENANT, ...lane)));
      await addMemories(storage, TENANT, { id: 'gone', namespace: 'a', expiresAtMs: LATER });
      const only = { ...change, namespace: 'a' };
      expect(await storage.write((tx) => memories.deleteAll(tx, TENANT, null, only))).toBe(310);
      expect(await memories.count(TENANT, null, {}, LATER)).toBe(10);
      expect(await storage.write((tx) => memories.deleteAll(tx, TENANT, ['b', 'c'], change))).toBe(10);
      expect(await memories.count(TENANT, null, {}, LATER)).toBe(0);
      const { state, changes } = await storage.recallSource.changesSince(TENANT, 'a', null, { limit: 999 });
      expect(state?.revision).toBe(311 + 310);
      expect(new Set(changes.map(({ revision }) => revision)).size).toBe(311);
    });

    it('deletes all of nothing without a trace, and none of what another deleted before', async () => {
      const { storage, query } = harness();
      const { memories } = storage;
      const deleteAll = () => storage.write((tx) => memories.deleteAll(tx, TENANT, null, change));
      expect(await deleteAll()).toBe(0);
      expect(await query('select * from namespaces')).toEqual([]);
      await addMemories(storage, TENANT, { id: 'a' }, { id: 'b' });
      const both = await Promise.all([deleteAll(), deleteAll()]);
      expect(both.toSorted()).toEqual([0, 2]);
      expect(await query('select revision, live_count from namespaces')).toEqual([{ revision: 4, live_count: 0 }]);
      expect(await query('select count(*) as versions from memory_versions')).toEqual([{ versions: 4 }]);
    });

    it('gives each of many that are written together a place and a revision of its own', async () => {
      const { storage } = harness();
      const { memories } = storage;
      const ids = Array.from({ length: 40 }, (_, i) => `m${i}`);
      await Promise.all(ids.map((id) => addMemories(storage, TENANT, { id })));
      const update = (id: string) =>
        storage.write((tx) => memories.update(tx, TENANT, null, id, { text: `new ${id}`, ...change }));
      const updated = await Promise.all(ids.map(update));
      expect(new Set(updated.map((memory) => memory?.seq)).size).toBe(40);
      expect(new Set(updated.map((memory) => memory?.revision))).toEqual(new Set(ids.map((_, i) => 41 + i)));
    });

    it('lets one of two changes through that expect the same version', async () => {
      const { storage, query } = harness();
      await addMemories(storage, TENANT, {});
      const update = (text: string) =>
        storage.write((tx) => storage.memories.update(tx, TENANT, null, 'mem_1', { text, ifVersion: 1, ...change }));
      const results = await Promise.allSettled([update('a'), update('b')]);
      // Which of them comes first is the engine's to say.
      expect(results.toSorted((a, b) => (a.status < b.status ? -1 : 1))).toMatchObject([
        { status: 'fulfilled', value: { version: 2 } },
        { status: 'rejected', reason: { code: 'PRECONDITION_FAILED' } },
      ]);
      expect(await query('select revision from namespaces')).toEqual([{ revision: 2 }]);
    });

    it('tells a key nothing of a taken id but that it is taken', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { namespace: 'secret', text: 'private' });
      const create = storage.write((tx) => storage.memories.create(tx, TENANT, ['default'], aMemory()));
      const error = await create.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'MEMORY_ID_EXISTS' });
      expect(JSON.stringify([error, String(error)])).not.toMatch(/secret|private/);
    });

    it('counts places and revisions apart for each namespace', async () => {
      const { storage } = harness();
      await addMemories(
        storage,
        TENANT,
        { id: '1', namespace: 'a' },
        { id: '2', namespace: 'b' },
        { id: '3', namespace: 'a' },
      );
      const third = await storage.memories.get(TENANT, null, '3', NOW);
      expect(third).toMatchObject({ seq: 2, revision: 2 });
    });
  });
}
