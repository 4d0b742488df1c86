import { describe, expect, it } from 'vitest';
import type { InvoiceDraft, InvoiceRecord } from '../billing/invoice-store.js';
import type { Storage } from '../storage-port.js';
import { anInvoice, anOrganization, type OpenHarness, useStorage } from './storage-fixture.js';

const LATER = Date.UTC(2026, 2);
const REFUSAL = 'kept as they were issued';

/** How invoices are kept, on any engine. */
export function describeInvoiceStore(name: string, open: OpenHarness): void {
  describe(`invoices on ${name}`, () => {
    const harness = useStorage(open);

    it('come back as they were issued', async () => {
      const { storage } = harness();
      const basis = { discounts: [], stretches: [{ b: null, a: 'é' }] };
      const issued = await issue(storage, { basis });
      const kept = { ...anInvoice({ basis }), number: 1, status: 'issued', paidAtMs: null, voidedAtMs: null };
      expect(issued).toEqual(kept);
      expect(await storage.invoices.get('org_a', 'inv_1')).toEqual(kept);
      expect(await storage.invoices.getByPeriod('org_a', kept.periodFromMs)).toEqual(kept);
      expect(await storage.invoices.getByPeriod('org_a', kept.periodFromMs + 1)).toBeNull();
      expect(await storage.invoices.get('org_a', 'inv_2')).toBeNull();
      expect(await storage.invoices.get('org_b', 'inv_1')).toBeNull();
    });

    it('are paid at once where there is nothing to pay', async () => {
      const { storage } = harness();
      const issued = await issue(storage, { totalCents: 0 });
      expect(issued).toMatchObject({ status: 'paid', paidAtMs: issued?.issuedAtMs });
    });

    it('are one a period, however many nodes issue it at the same time, and numbered without a gap', async () => {
      const { storage } = harness();
      await storage.write((tx) => storage.organizations.create(tx, anOrganization()));
      const attempts = Array.from({ length: 12 }, (_, at) =>
        issue(storage, { id: `inv_${at}`, periodFromMs: Math.floor(at / 3) }),
      );
      const issued = (await Promise.all(attempts)).filter((invoice) => invoice !== null);
      expect(issued.map(({ periodFromMs }) => periodFromMs).toSorted()).toEqual([0, 1, 2, 3]);
      expect(issued.map(({ number }) => number).toSorted()).toEqual([1, 2, 3, 4]);
    });

    it('take no number where their transaction fails, nor that of another organization', async () => {
      const { storage } = harness();
      await issue(storage, {});
      const failing = storage.write(async (tx) => {
        await storage.invoices.issue(tx, anInvoice({ id: 'inv_lost', periodFromMs: LATER }));
        throw new TypeError('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await issue(storage, { id: 'inv_2', periodFromMs: LATER })).toMatchObject({ number: 2 });
      expect(await issue(storage, { id: 'inv_1', orgId: 'org_b' })).toMatchObject({ number: 1 });
    });

    it('are listed newest first, in pages', async () => {
      const { storage } = harness();
      for (const at of [1, 2, 3]) await issue(storage, { id: `inv_${at}`, periodFromMs: at, issuedAtMs: LATER + at });
      await issue(storage, { orgId: 'org_b' });
      const first = await storage.invoices.list('org_a', { perPage: 2 });
      expect([first.total, first.items.map(({ id }) => id)]).toEqual([3, ['inv_3', 'inv_2']]);
      const rest = await storage.invoices.list('org_a', { perPage: 2, cursor: first.nextCursor ?? '' });
      expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([['inv_1'], null]);
      const second = await storage.invoices.list('org_a', { perPage: 2, page: 2 });
      expect(second.items).toEqual(rest.items);
    });

    it.each([
      ['paid', { paidAtMs: LATER, voidedAtMs: null }],
      ['void', { paidAtMs: null, voidedAtMs: LATER }],
    ] as const)('end once: %s', async (status, times) => {
      const { storage } = harness();
      await issue(storage, {});
      const settle = (settlement: { status: 'paid' | 'void'; atMs: number }) =>
        storage.write((tx) => storage.invoices.settle(tx, 'org_a', 'inv_1', settlement));
      expect(await settle({ status, atMs: LATER })).toMatchObject({ status, ...times });
      for (const other of ['paid', 'void'] as const) expect(await settle({ status: other, atMs: 1 })).toBeNull();
      expect(await storage.invoices.get('org_a', 'inv_1')).toMatchObject({ status, ...times });
      const foreign = { status, atMs: LATER };
      expect(await storage.write((tx) => storage.invoices.settle(tx, 'org_b', 'inv_1', foreign))).toBeNull();
    });

    it('take the place of a void one of the same period, one at a time, under a number of their own', async () => {
      const { storage } = harness();
      const end = (id: string, status: 'paid' | 'void') =>
        storage.write((tx) => storage.invoices.settle(tx, 'org_a', id, { status, atMs: LATER }));
      const find = async () => (await storage.invoices.getByPeriod('org_a', anInvoice().periodFromMs))?.id;
      await issue(storage, {});
      expect(await issue(storage, { id: 'inv_0' })).toBeNull();
      await end('inv_1', 'void');
      expect(await find()).toBe('inv_1');
      const [one, two] = await Promise.all([issue(storage, { id: 'inv_2' }), issue(storage, { id: 'inv_3' })]);
      expect([one, two].filter((invoice) => invoice !== null)).toMatchObject([{ number: 2, status: 'issued' }]);
      const second = (one ?? two)?.id ?? '';
      expect(await find()).toBe(second);
      // Also a paid one leaves no room for another.
      await end(second, 'paid');
      expect(await issue(storage, { id: 'inv_4' })).toBeNull();
      expect(await find()).toBe(second);
    });

    it('that are void are found by their period, the last of them first', async () => {
      const { storage } = harness();
      for (const id of ['inv_2', 'inv_1']) {
        await issue(storage, { id });
        await storage.write((tx) => storage.invoices.settle(tx, 'org_a', id, { status: 'void', atMs: LATER }));
      }
      expect(await storage.invoices.getByPeriod('org_a', anInvoice().periodFromMs)).toMatchObject({
        id: 'inv_1',
        number: 2,
      });
    });

    it('are changed and removed by nobody, whoever has the database', async () => {
      const { storage, query } = harness();
      await issue(storage, {});
      for (const change of ['total_cents = 1', 'number = 2', `lines = '[]'`, 'issued_at_ms = 0']) {
        await expect(query(`update invoices set ${change} returning number`)).rejects.toThrow(REFUSAL);
      }
      await expect(query('delete from invoices returning number')).rejects.toThrow(REFUSAL);
    });
  });
}

/** Issues an invoice as the server does: under the lock on its organization. */
function issue(storage: Storage, fields: Partial<InvoiceDraft>): Promise<InvoiceRecord | null> {
  const draft = anInvoice(fields);
  return storage.write(async (tx) => {
    await storage.organizations.lock(tx, draft.orgId);
    return storage.invoices.issue(tx, draft);
  });
}
