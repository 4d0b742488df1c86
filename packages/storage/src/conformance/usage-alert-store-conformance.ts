import { describe, expect, it } from 'vitest';
import type { Storage } from '../storage-port.js';
import type { PeriodUse } from '../usage/usage-store.js';
import type { UsageAlert } from '../usage/usage-alert-store.js';
import { addMemories, anAlert, anEntry, NOW, TENANT, type OpenHarness, useStorage } from './storage-fixture.js';

const DECEMBER = Date.UTC(2025, 11);
const JANUARY = Date.UTC(2026, 0);

/** Alerts of usage, and the watch that a fold gives, on any engine. */
export function describeUsageAlertStore(name: string, open: OpenHarness): void {
  describe(`alerts of usage on ${name}`, () => {
    const harness = useStorage(open);

    const raise = (...alerts: readonly UsageAlert[]): Promise<readonly UsageAlert[]> => {
      const { storage } = harness();
      return storage.write((tx) => storage.usageAlerts.raise(tx, 'org_a', alerts));
    };
    const list = async (orgId = 'org_a') => (await harness().storage.usageAlerts.list(orgId, { perPage: 9 })).items;

    it('come once a period, quota, size and threshold, and stay as they came first', async () => {
      const first = anAlert();
      expect(await raise(first)).toEqual([first]);
      const higher = anAlert({ id: 'evt_2', thresholdPercent: 80, atMs: NOW + 1 });
      expect(await raise(anAlert({ id: 'evt_again', used: 70 }), higher)).toEqual([higher]);
      const others = [
        anAlert({ id: 'evt_3', limit: 'tokens', atMs: NOW + 2 }),
        anAlert({ id: 'evt_4', periodMs: Date.UTC(2026, 1), atMs: NOW + 3 }),
        anAlert({ id: 'evt_5', size: 1_000_000, atMs: NOW + 4 }),
      ];
      expect(await raise(...others)).toEqual(others);
      expect(await list()).toEqual([...others.toReversed(), higher, first]);
      expect(await list('org_b')).toEqual([]);
    });

    it('come once, however many nodes notice the same at once', async () => {
      const noticed = Array.from({ length: 12 }, (_, i) => raise(anAlert({ id: `evt_${i}` })));
      const added = (await Promise.all(noticed)).flat();
      expect(added).toHaveLength(1);
      expect(await list()).toEqual(added);
    });

    it('are gone with the transaction that they were raised in', async () => {
      const { storage } = harness();
      const failing = storage.write(async (tx) => {
        await storage.usageAlerts.raise(tx, 'org_a', [anAlert()]);
        throw new RangeError('the fold fails after all');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await list()).toEqual([]);
    });

    it('are listed in pages, newest first, with their number', async () => {
      const { storage } = harness();
      const ids = ['evt_1', 'evt_2', 'evt_3', 'evt_4', 'evt_5'];
      await raise(...ids.map((id, i) => anAlert({ id, periodMs: i, atMs: NOW + Math.floor(i / 2) })));
      const first = await storage.usageAlerts.list('org_a', { perPage: 3 });
      expect([first.total, first.items.map(({ id }) => id)]).toEqual([5, ['evt_5', 'evt_4', 'evt_3']]);
      const rest = await storage.usageAlerts.list('org_a', { perPage: 3, cursor: first.nextCursor ?? '' });
      expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([['evt_2', 'evt_1'], null]);
      const second = await storage.usageAlerts.list('org_a', { perPage: 3, page: 2 });
      expect(second.items).toEqual(rest.items);
    });

    it('are changed and removed by nobody', async () => {
      await raise(anAlert());
      const { query } = harness();
      await expect(query('update usage_alerts set used = 0')).rejects.toThrow('append-only');
      await expect(query('delete from usage_alerts')).rejects.toThrow('append-only');
    });
  });

  describe(`the watch of a fold on ${name}`, () => {
    const harness = useStorage(open);

    it('is told of the whole use of each period that it is interested in, in the transaction of the fold', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { id: 'a' }, { id: 'b' });
      const entries = [
        anEntry({ requestId: 'req_1', atMs: JANUARY - 1, tokensInput: 3 }),
        anEntry({ requestId: 'req_2', atMs: JANUARY, tokensInput: 5 }),
        anEntry({ requestId: 'req_3', atMs: NOW, tokensInput: 7 }),
      ];
      for (const entry of entries) await storage.write((tx) => storage.ledger.append(tx, entry));
      const seen = await foldAndWatch(storage);
      expect(seen.map(({ periodMs, amounts, storedPeak }) => [periodMs, amounts.tokensInput, storedPeak])).toEqual([
        [DECEMBER, 3, 0],
        [JANUARY, 12, 2],
      ]);
      // Nothing to fold, nothing to tell.
      expect(await foldAndWatch(storage)).toEqual([]);
      await storage.write((tx) => storage.ledger.append(tx, anEntry({ requestId: 'req_4', tokensInput: 1 })));
      const [, again] = await foldAndWatch(storage);
      expect(again?.amounts.tokensInput).toBe(13);
    });

    it('is told of no other period', async () => {
      const { storage } = harness();
      for (const atMs of [JANUARY - 1, NOW])
        await storage.write((tx) => storage.ledger.append(tx, anEntry({ requestId: `req_${atMs}`, atMs })));
      const seen = await foldAndWatch(storage, { periods: [JANUARY] });
      expect(seen.map(({ periodMs, amounts }) => [periodMs, amounts.calls])).toEqual([[JANUARY, 1]]);
    });

    it.each([4, 5, 6, 7])('is told once, of all of it, where %i rows are folded three at a time', async (rows) => {
      const { storage } = harness();
      // The first piece has all of December, and the last may have none of it.
      for (let i = 1; i <= rows; i += 1) {
        const atMs = i <= 2 ? JANUARY - 1 : NOW;
        await storage.write((tx) => storage.ledger.append(tx, anEntry({ requestId: `req_${i}`, atMs })));
      }
      const pieces: (readonly (readonly [number, number])[])[] = [];
      for (let left = rows; left > 0; left -= 3) {
        const seen = await foldAndWatch(storage, { limit: 3 });
        pieces.push(seen.map(({ periodMs, amounts }) => [periodMs, amounts.calls]));
      }
      const all = [
        [DECEMBER, 2],
        [JANUARY, rows - 2],
      ];
      expect(pieces).toEqual([...Array.from({ length: Math.ceil(rows / 3) - 1 }, () => []), all]);
      expect(await foldAndWatch(storage, { limit: 3 })).toEqual([]);
    });

    it('folds nothing where it fails, and is told again', async () => {
      const { storage } = harness();
      await storage.write((tx) => storage.ledger.append(tx, anEntry()));
      const failing = storage.usage.fold({
        limit: 9,
        nowMs: NOW,
        watch: async () => ({
          periods: [JANUARY],
          note: async (tx) => {
            await storage.usageAlerts.raise(tx, 'org_a', [anAlert()]);
            throw new RangeError('not now');
          },
        }),
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect((await storage.usageAlerts.list('org_a', { perPage: 9 })).items).toEqual([]);
      expect((await foldAndWatch(storage)).map(({ amounts }) => amounts.calls)).toEqual([0, 1]);
    });

    it('keeps nobody else from being folded where it fails for one, who is told of and folded later', async () => {
      const { storage } = harness();
      const tenants = ['org_a', 'org_b', 'org_c'].map((orgId) => ({ orgId, environment: 'live' }) as const);
      for (const tenant of tenants) await storage.write((tx) => storage.ledger.append(tx, anEntry({ tenant })));
      const failures: unknown[] = [];
      const fold = (failing: string | null) =>
        storage.usage.fold({
          limit: 9,
          nowMs: NOW,
          watch: async ({ orgId }) => {
            if (orgId === failing) throw new RangeError('not this one');
            return null;
          },
          onFailure: (error, { orgId }) => void failures.push([orgId, error]),
        });
      const failure = ['org_a', new RangeError('not this one')];
      expect(await fold('org_a')).toEqual({ folded: 2, next: null });
      expect(failures).toEqual([failure]);
      // Nobody but those who fail is left: it would go on for ever.
      expect(await fold('org_a')).toEqual({ folded: 0, next: null });
      expect(await fold(null)).toEqual({ folded: 1, next: null });
      expect(failures).toEqual([failure, failure]);
      for (const tenant of tenants) expect(await storage.usage.compare(tenant)).toEqual([]);
    });

    it('is not told of a tenant that it does not want to know of', async () => {
      const { storage } = harness();
      const other = { orgId: 'org_b', environment: 'live' } as const;
      for (const tenant of [TENANT, other]) await storage.write((tx) => storage.ledger.append(tx, anEntry({ tenant })));
      const asked: string[] = [];
      const told: PeriodUse[] = [];
      await storage.usage.fold({
        limit: 9,
        nowMs: NOW,
        watch: async ({ orgId }) => {
          asked.push(orgId);
          return orgId === 'org_b' ? null : { periods: [JANUARY], note: async (_tx, use) => void told.push(use) };
        },
      });
      expect(asked.toSorted()).toEqual(['org_a', 'org_b']);
      expect(told).toHaveLength(1);
    });
  });
}

async function foldAndWatch(
  storage: Storage,
  { limit = 9, periods = [DECEMBER, JANUARY] }: { readonly limit?: number; readonly periods?: readonly number[] } = {},
): Promise<readonly PeriodUse[]> {
  const seen: PeriodUse[] = [];
  const watch = async () => ({ periods, note: async (_tx: unknown, use: PeriodUse) => void seen.push(use) });
  await storage.usage.fold({ limit, nowMs: NOW, watch });
  return seen;
}
