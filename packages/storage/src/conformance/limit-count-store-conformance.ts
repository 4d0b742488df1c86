import { describe, expect, it } from 'vitest';
import type { LimitCount } from '../limits/limit-count-store.js';
import type { Storage } from '../storage-port.js';
import type { Tenant } from '../tenant.js';
import { NOW, TENANT, TENANTS, type OpenHarness, addMemories, aMemory, useStorage } from './storage-fixture.js';

const HOUR_MS = 3_600_000;

/** A count to save. */
function aCount(fields: Partial<LimitCount> = {}): LimitCount {
  return {
    period: 'day:2026-01-15',
    endsAtMs: Date.UTC(2026, 0, 16),
    nodeId: 'node_a',
    requests: 5,
    tokens: 120,
    embeddings: 3,
    reserved: 2,
    reservedUntilMs: NOW + 15_000,
    ...fields,
  };
}

function saveAll(storage: Storage, tenant: Tenant, counts: readonly LimitCount[]): Promise<void> {
  return storage.write(async (tx) => {
    for (const count of counts) await storage.limitCounts.save(tx, tenant, count);
  });
}

function hold(storage: Storage, tenant: Tenant, periods: readonly string[]): Promise<readonly LimitCount[]> {
  return storage.write((tx) => storage.limitCounts.hold(tx, tenant, periods));
}

/** What nodes have counted of a day and a month, on any engine. */
export function describeLimitCountStore(name: string, open: OpenHarness): void {
  describe(`the counts of limits on ${name}`, () => {
    const harness = useStorage(open);

    it('come back as they were saved, those of every node, of the periods that were asked for', async () => {
      const { storage } = harness();
      const counts = [aCount(), aCount({ nodeId: 'node_b', requests: 2 ** 40 }), aCount({ period: 'month:2026-01' })];
      await saveAll(storage, TENANT, [...counts, aCount({ period: 'day:2026-01-14' })]);
      const held = await hold(storage, TENANT, ['day:2026-01-15', 'month:2026-01']);
      expect(new Set(held)).toEqual(new Set(counts));
      expect(await hold(storage, TENANT, ['day:2026-01-16'])).toEqual([]);
    });

    it('are replaced by what the same node says next, whether more or less', async () => {
      const { storage } = harness();
      const next = aCount({ requests: 4, tokens: 90, embeddings: 2, reserved: 0, reservedUntilMs: 0 });
      await saveAll(storage, TENANT, [aCount(), next]);
      expect(await hold(storage, TENANT, [next.period])).toEqual([next]);
    });

    it("belong to one organization and environment, whoever else's has the same name", async () => {
      const { storage } = harness();
      for (const [requests, tenant] of TENANTS.entries()) await saveAll(storage, tenant, [aCount({ requests })]);
      for (const [requests, tenant] of TENANTS.entries()) {
        expect(await hold(storage, tenant, ['day:2026-01-15'])).toEqual([aCount({ requests })]);
      }
    });

    it('go when their period is long over, and no sooner', async () => {
      const { storage } = harness();
      const [today, yesterday] = [aCount(), aCount({ period: 'day:2026-01-14', endsAtMs: NOW - HOUR_MS })];
      const other: Tenant = { ...TENANT, environment: 'test' };
      for (const tenant of [TENANT, other]) await saveAll(storage, tenant, [today, yesterday]);
      await storage.write((tx) => storage.limitCounts.removeEnded(tx, TENANT, NOW - HOUR_MS - 1));
      expect(await hold(storage, TENANT, [today.period, yesterday.period])).toHaveLength(2);
      await storage.write((tx) => storage.limitCounts.removeEnded(tx, TENANT, NOW - HOUR_MS));
      expect(await hold(storage, TENANT, [today.period, yesterday.period])).toEqual([today]);
      expect(await hold(storage, other, [today.period, yesterday.period])).toHaveLength(2);
    });

    it('of memories that are stored hold for whoever adds one: of 12 that see room for 7, 7 are added', async () => {
      const { storage } = harness();
      const { memories } = storage;
      await addMemories(storage, TENANT, { id: 'gone', expiresAtMs: NOW + 1 }, { id: 'kept' });
      const addWhereThereIsRoom = (at: number) =>
        storage.write(async (tx) => {
          const nowMs = NOW + 2;
          if ((await memories.holdCount(tx, TENANT, nowMs)) >= 8) return false;
          const memory = aMemory({ id: `m${at}`, namespace: `n${at % 3}`, nowMs });
          await memories.create(tx, TENANT, null, memory);
          return true;
        });
      const added = await Promise.all(Array.from({ length: 12 }, (_, at) => addWhereThereIsRoom(at)));
      expect(added.filter(Boolean)).toHaveLength(7);
      expect(await memories.count(TENANT, null, {}, NOW + 2)).toBe(8);
    }, 20_000);

    it('are decided by one transaction after the other: of 40 that each add one, none is lost', async () => {
      const { storage } = harness();
      const addOne = () =>
        storage.write(async (tx) => {
          const [present = aCount({ requests: 0 })] = await storage.limitCounts.hold(tx, TENANT, ['day:2026-01-15']);
          await storage.limitCounts.save(tx, TENANT, { ...present, requests: present.requests + 1 });
        });
      await Promise.all(Array.from({ length: 40 }, addOne));
      expect(await hold(storage, TENANT, ['day:2026-01-15'])).toMatchObject([{ requests: 40 }]);
    }, 20_000);
  });
}
