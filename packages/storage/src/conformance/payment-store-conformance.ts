import { describe, expect, it } from 'vitest';
import type { Collection } from '../billing/payment-store.js';
import type { Storage } from '../storage-port.js';
import { aCollection, NOW, type OpenHarness, useStorage } from './storage-fixture.js';

/** What is kept of payments, on any engine. */
export function describePaymentStore(name: string, open: OpenHarness): void {
  describe(`payments on ${name}`, () => {
    const harness = useStorage(open);

    it('know one customer an organization, as it was kept last', async () => {
      const { storage } = harness();
      const { payments } = storage;
      expect(await payments.getCustomer('org_a')).toBeNull();
      for (const hasPaymentMethod of [false, true]) {
        const customer = { orgId: 'org_a', customerId: 'cus_1', hasPaymentMethod };
        await storage.write((tx) => payments.saveCustomer(tx, customer));
        expect(await payments.getCustomer('org_a')).toEqual(customer);
      }
      expect(await payments.getCustomer('org_b')).toBeNull();
    });

    it('know how far an invoice has come, as it was kept last', async () => {
      const { storage } = harness();
      const sent = aCollection({ externalId: 'in_1', state: 'open', attempts: 2, dueAtMs: null, failedAtMs: NOW });
      for (const collection of [aCollection(), sent]) {
        await save(storage, collection);
        expect(await storage.payments.getCollection('org_a', 'inv_1')).toEqual(collection);
      }
      expect(await storage.payments.getCollection('org_b', 'inv_1')).toBeNull();
    });

    it('find what is due, the longest due first, of every organization', async () => {
      const { storage } = harness();
      await save(storage, aCollection({ invoiceId: 'inv_1', dueAtMs: NOW }));
      await save(storage, aCollection({ invoiceId: 'inv_2', dueAtMs: NOW - 5 }));
      await save(storage, aCollection({ invoiceId: 'inv_3', dueAtMs: NOW + 1 }));
      await save(storage, aCollection({ invoiceId: 'inv_4', dueAtMs: null }));
      await save(storage, aCollection({ orgId: 'org_b', dueAtMs: NOW - 2 }));
      expect(await storage.payments.findDue({ nowMs: NOW, limit: 9 })).toEqual([
        { orgId: 'org_a', invoiceId: 'inv_2' },
        { orgId: 'org_b', invoiceId: 'inv_1' },
        { orgId: 'org_a', invoiceId: 'inv_1' },
      ]);
      expect(await storage.payments.findDue({ nowMs: NOW, limit: 1 })).toHaveLength(1);
    });

    it('take an event once, of many that come at the same time', async () => {
      const { storage } = harness();
      const event = { orgId: 'org_a', eventId: 'evt_1', kind: 'invoice.paid', atMs: NOW };
      const note = (fields: Partial<typeof event> = {}) =>
        storage.write((tx) => storage.payments.noteEvent(tx, { ...event, ...fields }));
      const outcomes = await Promise.all([note(), note(), note()]);
      expect(outcomes.filter((isNew) => isNew)).toHaveLength(1);
      expect(await note({ eventId: 'evt_2' })).toBe(true);
      expect(await note({ orgId: 'org_b' })).toBe(true);
    });
  });
}

function save(storage: Storage, collection: Collection): Promise<void> {
  return storage.write((tx) => storage.payments.saveCollection(tx, collection));
}
