import { describe, expect, it } from 'vitest';
import { anAgreement, anApiKey, anOrganization, NOW, type OpenHarness, useStorage } from './storage-fixture.js';

/** How what was agreed with organizations is kept, on any engine. */
export function describeAgreementStore(name: string, open: OpenHarness): void {
  describe(`agreements on ${name}`, () => {
    const harness = useStorage(open);

    it('come back in the order in which they were decided, an end among them', async () => {
      const { storage } = harness();
      const changes = [
        { orgId: 'org_a', startsAtMs: NOW, agreement: anAgreement(), keyId: 'key_1' },
        { orgId: 'org_a', startsAtMs: NOW - 5, agreement: null, keyId: null },
        { orgId: 'org_a', startsAtMs: NOW + 5, agreement: anAgreement({ overrides: null }), keyId: 'key_1' },
      ];
      for (const change of changes) await storage.write((tx) => storage.agreements.append(tx, change));
      const kept = changes.map((change, at) => ({ ...change, seq: at + 1 }));
      expect(await storage.agreements.list('org_a')).toEqual(kept);
      expect(await storage.agreements.list('org_b')).toEqual([]);
    });

    it('are seen by the transaction that adds them, and are gone with it', async () => {
      const { storage } = harness();
      const change = { orgId: 'org_a', startsAtMs: NOW, agreement: anAgreement(), keyId: null };
      const failing = storage.write(async (tx) => {
        await storage.agreements.append(tx, change);
        expect(await storage.agreements.list('org_a', { tx })).toHaveLength(1);
        throw new TypeError('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await storage.agreements.list('org_a')).toEqual([]);
    });

    it('that hold at present are known to authentication, with the approval to pay later', async () => {
      const { storage } = harness();
      const agreed = { agreement: anAgreement(), isPaymentApproved: true };
      await storage.write(async (tx) => {
        await storage.organizations.create(tx, anOrganization());
        await storage.apiKeys.create(tx, anApiKey());
      });
      const before = await storage.apiKeys.authRevision();
      await storage.write((tx) => storage.organizations.update(tx, 'org_a', agreed));
      const found = await storage.apiKeys.findByHash('hash_1');
      expect(found?.organization).toEqual(anOrganization(agreed));
      expect(await storage.organizations.get('org_a')).toEqual(anOrganization(agreed));
      expect(await storage.apiKeys.authRevision()).toBeGreaterThan(before);
      await storage.write((tx) => storage.organizations.update(tx, 'org_a', { agreement: null }));
      expect(await storage.organizations.get('org_a')).toEqual(anOrganization({ isPaymentApproved: true }));
    });

    it('tell how many organizations have each add-on at present, whatever else was agreed', async () => {
      const { storage } = harness();
      expect(await storage.organizations.countAddOns()).toEqual(new Map());
      const add = (name: string, fields: Parameters<typeof anOrganization>[0]) =>
        storage.write((tx) =>
          storage.organizations.create(tx, anOrganization({ id: `org_${name}`, email: `${name}@x.test`, ...fields })),
        );
      const onlyCalls = { overrides: null, priceLock: null, addOnIds: ['more-calls'] };
      await add('a', { agreement: onlyCalls });
      await add('b', { agreement: { ...onlyCalls, addOnIds: ['seats', 'more-calls', 'seats'] } });
      await add('c', { agreement: onlyCalls, isActive: false });
      await add('d', { agreement: anAgreement() });
      await add('e', { agreement: anAgreement({ addOnIds: [] }) });
      await add('f', {});
      const counts = await storage.organizations.countAddOns();
      expect([...counts]).toEqual([
        ['more-calls', 4],
        ['seats', 1],
      ]);
      await storage.write((tx) => storage.organizations.update(tx, 'org_b', { agreement: null }));
      expect(await storage.organizations.countAddOns()).toEqual(new Map([['more-calls', 3]]));
    });
  });
}
