import { describe, expect, it } from 'vitest';
import type { Credit } from '../billing/credit-store.js';
import type { Storage } from '../storage-port.js';
import { aCredit, anInvoice, NOW, type OpenHarness, useStorage } from './storage-fixture.js';

/** How credits are kept and spent, on any engine. */
export function describeCreditStore(name: string, open: OpenHarness): void {
  describe(`credits on ${name}`, () => {
    const harness = useStorage(open);

    it('come back in the order of their ids, whole at first', async () => {
      const { storage } = harness();
      const later = { id: 'crd_2', expiresAtMs: NOW + 9, note: 'é', amountCents: 2 ** 40 };
      await give(storage, later, {});
      await give(storage, { orgId: 'org_b' });
      expect(await storage.credits.list('org_a')).toEqual([
        { ...aCredit(), leftCents: 500 },
        { ...aCredit(later), leftCents: 2 ** 40 },
      ]);
    });

    it('are given once, however often they are sent', async () => {
      const { storage } = harness();
      await give(storage, {}, { amountCents: 900 });
      expect(await storage.credits.list('org_a')).toEqual([{ ...aCredit(), leftCents: 500 }]);
    });

    it('are spent by invoices, and there again once an invoice is void', async () => {
      const { storage } = harness();
      await give(storage, {}, { id: 'crd_2' });
      await spend(storage, 'inv_1', { crd_1: 500, crd_2: 30 });
      await spend(storage, 'inv_2', { crd_2: 70 });
      expect(await readLeft(storage)).toEqual([0, 400]);
      await storage.write((tx) => storage.invoices.settle(tx, 'org_a', 'inv_1', { status: 'void', atMs: NOW }));
      expect(await readLeft(storage)).toEqual([500, 430]);
      await storage.write((tx) => storage.invoices.settle(tx, 'org_a', 'inv_2', { status: 'paid', atMs: NOW }));
      expect(await readLeft(storage)).toEqual([500, 430]);
    });

    it('are seen by the transaction that spends them, and whole again without it', async () => {
      const { storage } = harness();
      await give(storage, {});
      const failing = storage.write(async (tx) => {
        await storage.invoices.issue(tx, anInvoice());
        await storage.credits.spend(tx, 'org_a', 'inv_1', [{ creditId: 'crd_1', amountCents: 5 }]);
        expect(await storage.credits.list('org_a', { tx })).toMatchObject([{ leftCents: 495 }]);
        throw new TypeError('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await readLeft(storage)).toEqual([500]);
    });

    it('are more than nothing', async () => {
      const { storage } = harness();
      for (const amountCents of [0, -1]) await expect(give(storage, { amountCents })).rejects.toThrow();
      expect(await storage.credits.list('org_a')).toEqual([]);
    });
  });
}

async function give(storage: Storage, ...credits: readonly Partial<Credit>[]): Promise<void> {
  for (const fields of credits) await storage.write((tx) => storage.credits.append(tx, aCredit(fields)));
}

async function spend(storage: Storage, invoiceId: string, uses: Readonly<Record<string, number>>): Promise<void> {
  const taken = Object.entries(uses).map(([creditId, amountCents]) => ({ creditId, amountCents }));
  await storage.write(async (tx) => {
    await storage.invoices.issue(tx, anInvoice({ id: invoiceId, periodFromMs: Number(invoiceId.slice(4)) }));
    await storage.credits.spend(tx, 'org_a', invoiceId, taken);
  });
}

async function readLeft(storage: Storage): Promise<readonly number[]> {
  return (await storage.credits.list('org_a')).map(({ leftCents }) => leftCents);
}
