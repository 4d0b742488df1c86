import { describe, expect, it } from 'vitest';
import type { MemoryListRequest, MemoryRecord, Metadata } from '../memories/memory-store.js';
import type { Page } from '../page.js';
import type { Storage } from '../storage-port.js';
import type { NamespaceScope } from '../tenant.js';
import type { Transaction } from '../transaction.js';
import {
  NOW,
  TENANT,
  type OpenHarness,
  type StorageHarness,
  aMemory,
  addMemories,
  useStorage,
} from './storage-fixture.js';

/** What a list of memories looks like, on any engine. */
export function describeMemoryList(name: string, open: OpenHarness): void {
  describe(`lists of memories on ${name}`, () => {
    const harness = useStorage(open);

    it('goes from the newest to the oldest, and by id within a millisecond', async () => {
      const { storage } = harness();
      await addTwelve(storage);
      const { items, total } = await storage.memories.list(TENANT, null, { nowMs: NOW + 99, perPage: 50 });
      expect(items.map(({ id }) => id)).toEqual([
        'm11',
        'm10',
        'm09',
        'm08',
        'm07',
        'm06',
        'm05',
        'm04',
        'm03',
        'm02',
        'm01',
        'm00',
      ]);
      expect(total).toBe(12);
      expect(items[0]).toEqual(await storage.memories.get(TENANT, null, 'm11', NOW));
    });

    it.each<[string, Partial<MemoryListRequest>]>([
      ['all', {}],
      ['those of a session', { sessionId: 's0' }],
      ['those of a namespace', { namespace: 'a' }],
      ['those whose metadata match', { matchesMetadata: (metadata) => metadata['even'] === true }],
    ])('shows %s once each, by page numbers and by cursors alike', async (_name, condition) => {
      const { storage } = harness();
      await addTwelve(storage);
      const request = { nowMs: NOW + 99, ...condition };
      const whole = await storage.memories.list(TENANT, null, { ...request, perPage: 100 });
      const byNumber = await readPages(storage, request);
      const byCursor = await readCursors(storage, request);
      expect(whole.items.length).toBe(whole.total);
      expect(whole.nextCursor).toBeNull();
      expect(byNumber).toEqual(whole.items.map(({ id }) => id));
      expect(byCursor).toEqual(byNumber);
      expect(byNumber.length).toBe(Object.keys(condition).length === 0 ? 12 : 6);
    });

    it('keeps a cursor in its place while memories are added and deleted', async () => {
      const { storage } = harness();
      await addTwelve(storage);
      const { memories } = storage;
      const first = await memories.list(TENANT, null, { nowMs: NOW + 99, perPage: 3 });
      await addMemories(storage, TENANT, { id: 'new', nowMs: NOW + 50 });
      const gone = { keyId: null, nowMs: NOW + 60 };
      await storage.write((tx) => memories.delete(tx, TENANT, null, 'm09', gone));
      const cursor = first.nextCursor ?? '';
      const second = await memories.list(TENANT, null, { nowMs: NOW + 99, perPage: 3, cursor });
      expect(second.items.map(({ id }) => id)).toEqual(['m08', 'm07', 'm06']);
    });

    it('goes through more memories than a search reads at once, by their metadata', async () => {
      const { storage } = harness();
      const fields = Array.from({ length: 350 }, (_, i) => ({
        id: `m${String(i).padStart(3, '0')}`,
        nowMs: NOW + Math.floor(i / 50),
        metadata: { third: i % 3 === 0 },
      }));
      await Promise.all(fields.map((memory) => addMemories(storage, TENANT, memory)));
      const wanted = fields.filter(({ metadata }) => metadata.third).map(({ id }) => id);
      const matchesMetadata = (metadata: Metadata) => metadata['third'] === true;
      const request = { nowMs: NOW + 99, perPage: 50, matchesMetadata };
      const pages = [await storage.memories.list(TENANT, null, request)];
      for (let cursor = pages[0]?.nextCursor ?? null; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
        pages.push(await storage.memories.list(TENANT, null, { ...request, cursor }));
      }
      expect(pages.map(({ total }) => total)).toEqual([117, 117, 117]);
      expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(wanted.toReversed());
      const third = await storage.memories.list(TENANT, null, { ...request, page: 3 });
      expect(third).toEqual(pages[2]);
    });

    it('shows nothing past its end, and counts the whole list all the same', async () => {
      const { storage } = harness();
      await addTwelve(storage);
      for (const page of [4, 1_000_000_000]) {
        const request = { nowMs: NOW + 99, perPage: 5, page };
        expect(await storage.memories.list(TENANT, null, request)).toEqual({ items: [], total: 12, nextCursor: null });
      }
    });

    it('shows what lies in the namespaces of a key, however many they are, named twice or not there', async () => {
      const { storage } = harness();
      await addTwelve(storage);
      const scope = ['a', 'a', ...Array.from({ length: 1000 }, (_, i) => `n${i}`)];
      const request = { nowMs: NOW + 99, perPage: 50 };
      expect((await storage.memories.list(TENANT, scope, request)).total).toBe(6);
      expect(await storage.memories.count(TENANT, scope, {}, NOW + 99)).toBe(6);
      const both = await storage.memories.list(TENANT, ['b', ...scope], { ...request, sessionId: 's0' });
      expect(both.items.map(({ namespace }) => namespace)).toEqual(['a', 'a', 'a', 'a', 'a', 'a']);
    });

    it('is as long as the count says at every moment, swept or not', async () => {
      const { storage } = harness();
      const fields = Array.from({ length: 6 }, (_, i) => ({ id: `m${i}`, expiresAtMs: i < 4 ? NOW + i : null }));
      await addMemories(storage, TENANT, ...fields.map((memory) => ({ ...memory, nowMs: NOW - 9, sessionId: 's' })));
      const lengths = async (nowMs: number) => {
        const lists = [{}, { sessionId: 's' }, { matchesMetadata: () => true }].map((condition) =>
          storage.memories.list(TENANT, null, { nowMs, perPage: 50, ...condition }),
        );
        const pages = (await Promise.all(lists)).flatMap(({ items, total }) => [items.length, total]);
        return new Set([...pages, await storage.memories.count(TENANT, null, {}, nowMs)]);
      };
      for (const [i, left] of [5, 4, 3, 2, 2].entries()) {
        expect(await lengths(NOW + i)).toEqual(new Set([left]));
        await storage.retention.sweep({ nowMs: NOW + i, retentionMs: 1e9, limit: 1 });
        expect(await lengths(NOW + i)).toEqual(new Set([left]));
      }
    });

    it('goes on after a page of which a memory is deleted while it is read', async () => {
      const { storage } = harness();
      await addTwelve(storage);
      const request = { nowMs: NOW + 99, perPage: 3 };
      const first = await listMeanwhile(harness(), request, (tx) =>
        storage.memories.delete(tx, TENANT, null, 'm10', { keyId: null, nowMs: NOW + 60 }),
      );
      expect(first.items.map(({ id }) => id)).toEqual(['m11', 'm09']);
      const cursor = first.nextCursor ?? '';
      const second = await storage.memories.list(TENANT, null, { ...request, cursor });
      expect(second.items.map(({ id }) => id)).toEqual(['m08', 'm07', 'm06']);
    });

    it('shows no memory that leaves the scope while the page is read', async () => {
      const { storage } = harness();
      const { memories } = storage;
      await addMemories(storage, TENANT, { id: 'stays' }, { id: 'moves' });
      const request = { nowMs: NOW + 99, perPage: 3, scope: ['default'] };
      const { items } = await listMeanwhile(harness(), request, async (tx) => {
        await memories.delete(tx, TENANT, null, 'moves', { keyId: null, nowMs: NOW + 60 });
        await memories.create(tx, TENANT, null, aMemory({ id: 'moves', namespace: 'secret' }));
      });
      expect(items.map(({ id }) => id)).toEqual(['stays']);
    });

    it('shows neither what has expired nor what lies outside the scope', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { id: 'short', expiresAtMs: NOW + 5 });
      await addMemories(storage, TENANT, { id: 'b', namespace: 'b' }, { id: 'c', namespace: 'c' });
      const list = (scope: readonly string[] | null, fields: Partial<MemoryListRequest> = {}) =>
        storage.memories.list(TENANT, scope, { nowMs: NOW + 5, perPage: 10, ...fields });
      expect(await list(null)).toMatchObject({ total: 2, items: [{ id: 'c' }, { id: 'b' }] });
      expect(await list(['b', 'default'])).toMatchObject({ total: 1, items: [{ id: 'b' }] });
      expect(await list(['b'], { namespace: 'c' })).toEqual({ items: [], total: 0, nextCursor: null });
      expect(await list([])).toEqual({ items: [], total: 0, nextCursor: null });
    });

    it('says no to a cursor that no page has given', async () => {
      const { storage } = harness();
      for (const cursor of ['', 'x', '!!!', 'bnVsbA', toBase64('[1]'), toBase64('[1,2]'), toBase64('[1,"a",3]')]) {
        const request = { nowMs: NOW, perPage: 10, cursor };
        await expect(storage.memories.list(TENANT, null, request)).rejects.toMatchObject({
          code: 'VALIDATION_ERROR',
          details: { field: 'cursor', errors: [{ field: 'cursor' }] },
        });
      }
    });

    it('stops a search through metadata when nobody waits for it any more', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, {});
      const search = storage.memories.list(TENANT, null, {
        nowMs: NOW,
        perPage: 10,
        matchesMetadata: () => true,
        signal: AbortSignal.abort(),
      });
      await expect(search).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}

/** Lists memories, and does a write between the moment at which the page is chosen and that at which it is read. */
async function listMeanwhile(
  { storage, awaited }: StorageHarness,
  request: Request & { readonly perPage: number; readonly scope?: NamespaceScope },
  body: (tx: Transaction) => Promise<unknown>,
): Promise<Page<MemoryRecord>> {
  const matchesMetadata = (): boolean => {
    if (awaited.length === 0) awaited.push(storage.write(body));
    return true;
  };
  const page = await storage.memories.list(TENANT, request.scope ?? null, { ...request, matchesMetadata });
  await Promise.all(awaited);
  return page;
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Four milliseconds of three memories each; half of them even, in session s0 and in namespace a. */
async function addTwelve(storage: Storage): Promise<void> {
  const fields = Array.from({ length: 12 }, (_, i) => ({
    id: `m${String(i).padStart(2, '0')}`,
    nowMs: NOW + Math.floor(i / 3),
    sessionId: `s${i % 2}`,
    namespace: i % 2 === 0 ? 'a' : 'b',
    metadata: { even: i % 2 === 0 },
  }));
  await addMemories(storage, TENANT, ...fields);
}

type Request = Omit<MemoryListRequest, 'perPage'>;

async function readPages(storage: Storage, request: Request): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; page < 9; page += 1) {
    const { items } = await storage.memories.list(TENANT, null, { ...request, perPage: 5, page });
    ids.push(...items.map(({ id }) => id));
  }
  return ids;
}

async function readCursors(storage: Storage, request: Request): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await storage.memories.list(TENANT, null, { ...request, perPage: 2, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
