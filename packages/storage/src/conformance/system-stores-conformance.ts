import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../audit/audit-store.js';
import type { IdempotencyRecord } from '../system/idempotency-store.js';
import { IDEMPOTENCY_WINDOW_MS } from '../system/idempotency-store.js';
import { NOW, TENANT, TENANTS, type OpenHarness, useStorage } from './storage-fixture.js';

const ANSWER: IdempotencyRecord = {
  key: 'idem-1',
  fingerprint: 'POST /v1/memories abc',
  status: 201,
  headers: { location: '/v1/memories/mem_1', etag: '"1"' },
  body: '{"success":true,"data":"ä\u2028"}',
  isEncrypted: false,
  keyId: 'key_1',
  createdAtMs: NOW,
};

const ENTRY: AuditEntry = {
  orgId: 'org_a',
  environment: 'live',
  keyId: 'key_1',
  action: 'api_key.created',
  targetId: 'key_2',
  details: { scopes: ['read'] },
  ip: '::1',
  requestId: 'req_1',
  atMs: NOW,
};

/** Idempotency, audit and settings, on any engine. */
export function describeSystemStores(name: string, open: OpenHarness): void {
  describe(`answers kept for repeated requests on ${name}`, () => {
    const harness = useStorage(open);

    it('come back as they were given, for a day', async () => {
      const { storage } = harness();
      const { idempotency } = storage;
      await storage.write((tx) => idempotency.save(tx, TENANT, ANSWER));
      const lastMs = NOW + IDEMPOTENCY_WINDOW_MS - 1;
      expect(await idempotency.find(TENANT, 'idem-1', lastMs)).toEqual(ANSWER);
      expect(await idempotency.find(TENANT, 'idem-1', lastMs + 1)).toBeNull();
      expect(await storage.write((tx) => idempotency.find(TENANT, 'idem-1', NOW, { tx }))).toEqual(ANSWER);
    });

    it('are kept once: the second at the same time is told that the first is under way', async () => {
      const { storage } = harness();
      const save = () => storage.write((tx) => storage.idempotency.save(tx, TENANT, ANSWER));
      const results = await Promise.allSettled([save(), save()]);
      // Which of them comes first is the engine's affair.
      const [first, second] = results.toSorted((a, b) => (a.status < b.status ? -1 : 1));
      expect(first).toMatchObject({ status: 'fulfilled' });
      expect(second).toMatchObject({ reason: { code: 'IDEMPOTENCY_IN_PROGRESS' } });
    });

    it('give way to a new one after their day, swept or not', async () => {
      const { storage } = harness();
      await storage.write((tx) => storage.idempotency.save(tx, TENANT, ANSWER));
      const next = { ...ANSWER, status: 200, isEncrypted: true, createdAtMs: NOW + IDEMPOTENCY_WINDOW_MS };
      await storage.write((tx) => storage.idempotency.save(tx, TENANT, next));
      expect(await storage.idempotency.find(TENANT, 'idem-1', next.createdAtMs)).toEqual(next);
    });

    it('abuse 44: belong to one organization and environment', async () => {
      const { storage } = harness();
      for (const [status, tenant] of TENANTS.entries()) {
        await storage.write((tx) => storage.idempotency.save(tx, tenant, { ...ANSWER, status }));
      }
      for (const [status, tenant] of TENANTS.entries()) {
        expect(await storage.idempotency.find(tenant, 'idem-1', NOW)).toMatchObject({ status });
      }
    });
  });

  describe(`the audit log on ${name}`, () => {
    const harness = useStorage(open);

    it('lists what was done, newest first and in pages, one organization at a time', async () => {
      const { storage } = harness();
      const entries = [0, 1, 1, 2].map((ms, i) => ({ ...ENTRY, atMs: NOW + ms, action: `act${i}` }));
      for (const entry of entries) await storage.write((tx) => storage.audit.append(tx, entry));
      await storage.write((tx) => storage.audit.append(tx, { ...ENTRY, orgId: 'org_b' }));
      const first = await storage.audit.list('org_a', { perPage: 3 });
      expect(first.total).toBe(4);
      expect(first.items.map(({ action }) => action)).toEqual(['act3', 'act2', 'act1']);
      expect(first.items[0]).toEqual({ ...entries[3], id: expect.stringMatching(/^aud_/) });
      const cursor = first.nextCursor ?? '';
      const second = await storage.audit.list('org_a', { perPage: 3, cursor });
      expect(second).toMatchObject({ items: [{ action: 'act0' }], nextCursor: null });
      const numbered = await storage.audit.list('org_a', { perPage: 3, page: 2 });
      expect(numbered.items).toEqual(second.items);
      await expect(storage.audit.list('org_a', { perPage: 3, cursor: '?' })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
      });
    });

    it('keeps entries without a key, an address or an environment', async () => {
      const { storage } = harness();
      const bare = { ...ENTRY, environment: null, keyId: null, targetId: null, ip: null, requestId: null };
      const record = await storage.write((tx) => storage.audit.append(tx, bare));
      expect((await storage.audit.list('org_a', { perPage: 1 })).items).toEqual([record]);
      expect(record).toMatchObject(bare);
    });
  });

  describe(`settings on ${name}`, () => {
    const harness = useStorage(open);

    it('keep the last value of a name', async () => {
      const { storage } = harness();
      expect(await storage.settings.get('model')).toBeNull();
      await storage.write((tx) => storage.settings.set(tx, 'model', 'a'));
      await storage.write((tx) => storage.settings.set(tx, 'model', 'b'));
      expect(await storage.settings.get('model')).toBe('b');
    });

    it('let two that come at the same time decide by a name one after the other', async () => {
      const { storage } = harness();
      const countOne = () =>
        storage.write(async (tx) => {
          await storage.settings.lock(tx, 'the count');
          const seen = Number(await storage.settings.get('count', { tx }));
          await storage.settings.set(tx, 'count', String(seen + 1));
          return seen;
        });
      expect(new Set(await Promise.all([countOne(), countOne(), countOne()]))).toEqual(new Set([0, 1, 2]));
    });
  });
}
