import { createId } from '@memory-api/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../storage-port.js';
import type { Tenant } from '../tenant.js';
import type { LedgerEntry, UsageAmounts } from '../usage/ledger-store.js';
import { addAmounts, NO_AMOUNTS } from '../usage/usage-columns.js';
import { DAY_MS, HOUR_MS } from '../usage/usage-span.js';
import type { UsageDay, UsageGrouping } from '../usage/usage-store.js';
import { anEntry, foldAll, NOW, TENANT, TENANTS, type OpenHarness, useStorage } from './storage-fixture.js';

const MIDNIGHT = NOW - (NOW % DAY_MS);
const DAYS = 4;
const ALL = { fromMs: MIDNIGHT, toMs: MIDNIGHT + DAYS * DAY_MS };
const FOLDING = { limit: 7, nowMs: NOW };
const OTHER: Tenant = { orgId: 'org_b', environment: 'test' };

/** The ledger and its sums, on any engine. */
export function describeUsageStores(name: string, open: OpenHarness): void {
  describe(`the ledger on ${name}`, () => {
    const harness = useStorage(open);

    it('keeps the row of a write with the write, and without it neither', async () => {
      const { storage, query } = harness();
      const work = { modelCalls: 2, modelTokensInput: 3, processingUs: 4500 };
      const entry = anEntry({
        requestId: 'req_kept',
        tokensInput: 7,
        memoriesWritten: 1,
        embeddings: 1,
        status: 201,
        ...work,
      });
      await storage.write((tx) => storage.ledger.append(tx, entry));
      const failed = storage.write(async (tx) => {
        await storage.ledger.append(tx, anEntry({ requestId: 'req_lost' }));
        throw new RangeError('the write fails after all');
      });
      await expect(failed).rejects.toThrow(RangeError);
      expect(await query('select * from ledger')).toEqual([
        {
          org_id: 'org_a',
          request_id: 'req_kept',
          environment: 'live',
          key_id: 'key_1',
          operation: 'getMemory',
          at_ms: NOW,
          status: 201,
          calls: 1,
          tokens_input: 7,
          tokens_output: 0,
          memories_read: 0,
          memories_written: 1,
          embeddings: 1,
          model_calls: 2,
          model_tokens_input: 3,
          processing_us: 4500,
        },
      ]);
      expect(await storage.usage.compare(TENANT)).toEqual([]);
    });

    it.each(['disk', 'process'] as const)('takes the rows of many tenants in one commit (%s)', async (durability) => {
      const { storage, query } = harness();
      const entries = Array.from({ length: 90 }, (_, i) => {
        const tenant = TENANTS[i % TENANTS.length] ?? TENANT;
        return anEntry({ tenant, requestId: `req_${i}`, keyId: `key_${i % 3}` });
      });
      await storage.write((tx) => storage.ledger.appendMany(tx, entries), { durability });
      const rows = await query('select org_id, environment, request_id from ledger order by request_id');
      const expected = entries.map(({ tenant, requestId }) => [tenant.orgId, tenant.environment, requestId]);
      expect(rows.map(Object.values)).toEqual(expected.toSorted((a, b) => (String(a[2]) < String(b[2]) ? -1 : 1)));
      for (const tenant of TENANTS) expect(await countCalls(storage, tenant)).toBe(15);
    });

    it('counts a row once, however often it is sent', async () => {
      const { storage } = harness();
      const entries = [anEntry({ requestId: 'req_1' }), anEntry({ requestId: 'req_2' })];
      for (let times = 0; times < 3; times += 1) {
        await storage.write((tx) => storage.ledger.appendMany(tx, entries));
      }
      expect(await countCalls(storage, TENANT)).toBe(2);
      await foldAll(storage, FOLDING);
      await storage.write((tx) => storage.ledger.appendMany(tx, entries, { isAgain: true }));
      await foldAll(storage, FOLDING);
      expect(await countCalls(storage, TENANT)).toBe(2);
      const lost = [anEntry({ requestId: 'req_3' })];
      await storage.write((tx) => storage.ledger.appendMany(tx, lost, { isAgain: true }));
      expect(await countCalls(storage, TENANT)).toBe(3);
      expect(await storage.usage.compare(TENANT)).toEqual([]);
    });

    it('lists the rows of a tenant in pieces', async () => {
      const { storage } = harness();
      const entries = ['req_3', 'req_1', 'req_4', 'req_2'].map((requestId) => anEntry({ requestId, processingUs: 5 }));
      const other = anEntry({ requestId: 'req_0', tenant: OTHER });
      await storage.write((tx) => storage.ledger.appendMany(tx, [...entries, other]));
      expect(await storage.ledger.list(TENANT, { afterId: '', limit: 2 })).toEqual([entries[1], entries[3]]);
      expect(await storage.ledger.list(TENANT, { afterId: 'req_2', limit: 5 })).toEqual([entries[0], entries[2]]);
      expect(await storage.ledger.list(TENANT, { afterId: 'req_4', limit: 5 })).toEqual([]);
    });

    it('refuses that a row is changed or removed, by whoever has the database', async () => {
      const { storage, query } = harness();
      await storage.write((tx) => storage.ledger.append(tx, anEntry()));
      await expect(query('delete from ledger')).rejects.toThrow('append-only');
      await expect(query('update ledger set calls = 0')).rejects.toThrow('append-only');
    });

    it('takes a correction as a row of its own, at its own time', async () => {
      const { storage } = harness();
      const late = { requestId: 'cor_1', calls: -1, tokensInput: -40, atMs: NOW + DAY_MS };
      await storage.write((tx) => storage.ledger.append(tx, anEntry({ tokensInput: 40 })));
      await storage.write((tx) => storage.ledger.append(tx, anEntry(late)));
      await foldAll(storage, FOLDING);
      const days = await storage.usage.days(TENANT, ALL);
      expect(days.map(({ calls, tokensInput }) => [calls, tokensInput])).toEqual([
        [1, 40],
        [-1, -40],
      ]);
      expect(await storage.usage.compare(TENANT)).toEqual([]);
    });
  });

  describe(`the sums of the ledger on ${name}`, () => {
    const harness = useStorage(open);

    it('are those of the rows, whatever came when, and however much of it was folded', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(commits, { minLength: 1, maxLength: 12 }), async (taken) => {
          const { storage, close } = await open();
          try {
            await compareWithModel(storage, taken);
          } finally {
            await close();
          }
        }),
        { numRuns: 12 },
      );
    }, 60_000);

    it('end at any millisecond of a day, however much of it was folded', async () => {
      const moments = fc.integer({ min: MIDNIGHT - HOUR_MS, max: MIDNIGHT + DAY_MS + HOUR_MS });
      const rows = fc.array(fc.record({ atMs: moments, tokensInput: fc.nat({ max: 900 }) }), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(rows, moments, fc.nat({ max: 3 }), async (taken, untilMs, folds) => {
          const { storage, close } = await open();
          try {
            const entries = taken.map((row) => anEntry({ ...row, requestId: createId('req', row.atMs) }));
            for (const one of entries) await storage.write((tx) => storage.ledger.append(tx, one));
            for (let i = 0; i < folds; i += 1) await storage.usage.fold({ limit: 2, nowMs: NOW });
            const dayMs = untilMs - (untilMs % DAY_MS);
            const expected = entries.filter(({ atMs }) => dayMs <= atMs && atMs < untilMs);
            const sum = expected.reduce((all, one) => addAmounts(all, one), NO_AMOUNTS);
            expect(await storage.usage.dayUntil(TENANT, untilMs)).toEqual(sum);
          } finally {
            await close();
          }
        }),
        { numRuns: 25 },
      );
    }, 60_000);

    it('begin and end on the border of a day', async () => {
      const { storage } = harness();
      for (const [i, atMs] of [MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + DAY_MS - 1, MIDNIGHT + DAY_MS].entries()) {
        await storage.write((tx) => storage.ledger.append(tx, anEntry({ requestId: `req_${i}`, atMs })));
      }
      const oneDay = { fromMs: MIDNIGHT, toMs: MIDNIGHT + DAY_MS };
      expect(await storage.usage.days(TENANT, oneDay)).toMatchObject([{ dayMs: MIDNIGHT, calls: 2 }]);
      await foldAll(storage, FOLDING);
      expect(await storage.usage.days(TENANT, oneDay)).toMatchObject([{ dayMs: MIDNIGHT, calls: 2 }]);
    });

    it('are folded by two at the same time without a loss', async () => {
      const { storage, query } = harness();
      const entries = Array.from({ length: 40 }, (_, i) => anEntry({ requestId: `req_${i}`, keyId: `key_${i}` }));
      await storage.write((tx) => storage.ledger.appendMany(tx, entries));
      await Promise.all([foldAll(storage, FOLDING), foldAll(storage, FOLDING), foldAll(storage, FOLDING)]);
      expect(await query('select * from usage_deltas')).toEqual([]);
      expect(await countCalls(storage, TENANT)).toBe(40);
      expect(await storage.usage.compare(TENANT)).toEqual([]);
    });

    it('are folded for everybody else, however many fail for good: more than a step finds, and the oldest', async () => {
      const { storage, query } = harness();
      const limit = 2;
      const failing = ['org_1', 'org_2', 'org_3', 'org_4', 'org_5'];
      const others = ['org_0', 'org_6', 'org_7', 'org_8'];
      for (const orgId of [...failing, ...others]) {
        const tenant = { orgId, environment: 'live' } as const;
        const rows = Array.from({ length: 5 }, (_, i) => anEntry({ tenant, requestId: `req_${orgId}_${i}` }));
        await storage.write((tx) => storage.ledger.appendMany(tx, rows));
        // No engine keeps so large a count.
        const [atMs, change] = failing.includes(orgId)
          ? [NOW - 2 * HOUR_MS, '9000000000000000000']
          : [NOW - HOUR_MS, 1];
        for (const id of ['a', 'b', 'c', 'd', 'e']) {
          await query(`insert into stored_changes values ('${orgId}', 'live', ${atMs}, '${id}', ${change})`);
        }
      }
      const failures: string[] = [];
      const fold = () =>
        foldAll(storage, {
          limit,
          nowMs: NOW,
          watch: async ({ orgId }) => {
            if (failing.includes(orgId)) throw new RangeError('not this one');
            return null;
          },
          onFailure: (_error, { orgId }) => void failures.push(orgId),
        });
      await fold();
      for (const table of ['usage_deltas', 'stored_changes']) {
        const left = await query(`select distinct org_id from ${table} order by org_id`);
        expect(left).toEqual(failing.map((orgId) => ({ org_id: orgId })));
      }
      // One try for what was counted, one for what is stored.
      expect(failures.toSorted()).toEqual(failing.flatMap((orgId) => [orgId, orgId]));
      for (const orgId of others) {
        const tenant = { orgId, environment: 'live' } as const;
        expect((await storage.usage.stored(tenant, NOW)).stored).toBe(5);
        expect(await storage.usage.compare(tenant)).toEqual([]);
      }
      await fold();
      expect(failures).toHaveLength(4 * failing.length);
    });

    it('tell where they differ from the rows, and by how much', async () => {
      const { storage, query } = harness();
      for (const tenant of [TENANT, OTHER]) {
        await storage.write((tx) => storage.ledger.append(tx, anEntry({ tenant, tokensInput: 9 })));
      }
      await foldAll(storage, FOLDING);
      await query(`update usage_rollups set tokens_input = 2 where org_id = 'org_a' and span = 'day'`);
      const found = { span: 'day', startMs: MIDNIGHT, operation: 'getMemory', keyId: 'key_1' };
      const missing = { ...NO_AMOUNTS, tokensInput: 7 };
      expect(await storage.usage.compare(TENANT)).toEqual([{ ...found, tenant: TENANT, missing }]);
      expect(await storage.usage.compare(OTHER)).toEqual([]);
      await query(`delete from usage_rollups where org_id = 'org_b' and span = 'hour'`);
      const hour = { ...found, span: 'hour', startMs: NOW - (NOW % HOUR_MS) };
      expect(await storage.usage.compare(OTHER)).toMatchObject([{ ...hour, missing: { calls: 1, tokensInput: 9 } }]);
      expect(await storage.usage.tenants()).toEqual([TENANT, OTHER]);
    });
  });
}

/** What one step of a run does: rows in one commit, or a piece of the folding. */
type Commit = {
  readonly kind: 'write' | 'reads' | 'fold';
  readonly entries: readonly Omit<LedgerEntry, 'requestId'>[];
};

const entry = fc
  .record({
    tenant: fc.constantFrom(TENANT, OTHER),
    keyId: fc.constantFrom('key_1', 'key_2'),
    operation: fc.constantFrom('getMemory', 'createMemory', 'queryMemories'),
    atMs: fc.integer({ min: ALL.fromMs, max: ALL.toMs - 1 }),
    tokensInput: fc.nat({ max: 9000 }),
    tokensOutput: fc.nat({ max: 90 }),
    memoriesRead: fc.nat({ max: 9 }),
    memoriesWritten: fc.nat({ max: 2 }),
    embeddings: fc.nat({ max: 1 }),
    modelCalls: fc.nat({ max: 1 }),
    modelTokensInput: fc.nat({ max: 1 }),
    processingUs: fc.nat({ max: 1 }),
  })
  .map((fields) => ({ ...fields, status: 200, calls: 1 }));

const commits: fc.Arbitrary<Commit> = fc.record({
  kind: fc.constantFrom('write', 'reads', 'reads', 'fold'),
  entries: fc.array(entry, { minLength: 1, maxLength: 9 }),
});

async function compareWithModel(storage: Storage, taken: readonly Commit[]): Promise<void> {
  const all: LedgerEntry[] = [];
  for (const { kind, entries } of taken) {
    if (kind === 'fold') {
      await storage.usage.fold({ limit: entries.length, nowMs: NOW });
      continue;
    }
    const numbered = entries.map((fields, i) => ({ ...fields, requestId: `req_${all.length + i}` }));
    all.push(...numbered);
    const { ledger } = storage;
    if (kind === 'reads') await storage.write((tx) => ledger.appendMany(tx, numbered), { durability: 'process' });
    else for (const one of numbered) await storage.write((tx) => ledger.append(tx, one));
  }
  for (const tenant of [TENANT, OTHER]) {
    for (const grouping of [undefined, 'operation', 'key', 'both'] as const) {
      expect(await storage.usage.days(tenant, ALL, grouping)).toEqual(toDays(all, tenant, grouping));
    }
    expect(await storage.usage.compare(tenant)).toEqual([]);
  }
}

/** The days by the simplest means. */
function toDays(all: readonly LedgerEntry[], tenant: Tenant, grouping: UsageGrouping | undefined): UsageDay[] {
  const sums = new Map<string, UsageDay>();
  for (const one of all.filter((row) => row.tenant === tenant)) {
    const dayMs = one.atMs - (one.atMs % DAY_MS);
    const operation = grouping === 'operation' || grouping === 'both' ? one.operation : null;
    const keyId = grouping === 'key' || grouping === 'both' ? one.keyId : null;
    const name = `${dayMs} ${operation} ${keyId}`;
    const before: UsageAmounts = sums.get(name) ?? NO_AMOUNTS;
    sums.set(name, { dayMs, operation, keyId, ...addAmounts(before, one) });
  }
  return [...sums.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}

async function countCalls(storage: Storage, tenant: Tenant): Promise<number> {
  const days = await storage.usage.days(tenant, ALL);
  return days.reduce((sum, { calls }) => sum + calls, 0);
}
