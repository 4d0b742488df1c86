import { describe, expect, it } from 'vitest';
import { toPresentOrganization } from '../accounts/organization-store.js';
import type { PlanChange, PlanChangeRecord } from '../accounts/plan-change-store.js';
import type { Storage } from '../storage-port.js';
import { anApiKey, anOrganization, aPlanChange, NOW, type OpenHarness, useStorage } from './storage-fixture.js';

/** How changes of plan are kept, on any engine. */
export function describePlanChangeStore(name: string, open: OpenHarness): void {
  describe(`changes of plan on ${name}`, () => {
    const harness = useStorage(open);

    it('come back in the order in which they were decided, none before the one that came first', async () => {
      const { storage } = harness();
      const changes = [
        aPlanChange({ trialEndsAtMs: NOW + 9 }),
        aPlanChange({ fromPlanId: 'starter', planId: 'free', startsAtMs: NOW + 100, keyId: null }),
        aPlanChange({ fromPlanId: 'starter', planId: 'professional', decidedAtMs: NOW - 5 }),
      ];
      for (const change of changes) await append(storage, change);
      // Its request came earlier than the others, and waited for the lock.
      const late = { decidedAtMs: NOW, startsAtMs: Math.max(NOW, changes[2]?.startsAtMs ?? 0) };
      const kept = changes.map((change, at) => ({ ...change, seq: at + 1, ...(at === 2 && late) }));
      expect(await storage.planChanges.list('org_a')).toEqual(kept);
      expect(await storage.planChanges.list('org_b')).toEqual([]);
    });

    it('are seen by the transaction that adds them, and are gone with it', async () => {
      const { storage } = harness();
      const failing = storage.write(async (tx) => {
        await storage.planChanges.append(tx, aPlanChange());
        expect(await storage.planChanges.list('org_a', { tx })).toHaveLength(1);
        throw new TypeError('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await storage.planChanges.list('org_a')).toEqual([]);
    });

    it('get one number each from those who decide at the same time under the lock', async () => {
      const { storage } = harness();
      await storage.write((tx) => storage.organizations.create(tx, anOrganization()));
      const decide = () =>
        storage.write(async (tx) => {
          await storage.organizations.lock(tx, 'org_a');
          await storage.planChanges.append(tx, aPlanChange());
        });
      await Promise.all(Array.from({ length: 8 }, decide));
      const kept = await storage.planChanges.list('org_a');
      expect(kept.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('that are to come are known to authentication, and hold once their time has come', async () => {
      const { storage } = harness();
      const nextPlan = { planId: 'free', startsAtMs: NOW + 100 };
      await storage.write(async (tx) => {
        await storage.organizations.create(tx, anOrganization({ planId: 'starter' }));
        await storage.apiKeys.create(tx, anApiKey());
        await storage.organizations.update(tx, 'org_a', { nextPlan, trialEndsAtMs: NOW + 50 });
      });
      const found = await storage.apiKeys.findByHash('hash_1');
      expect(found?.organization).toEqual(anOrganization({ planId: 'starter', nextPlan, trialEndsAtMs: NOW + 50 }));
      expect(await storage.organizations.get('org_a')).toEqual(found?.organization);
      expect(await storage.organizations.listPlanIds(NOW + 99)).toEqual(['free', 'starter']);
      // Nobody is on the one before any more, though the row says so still.
      expect(await storage.organizations.listPlanIds(NOW + 100)).toEqual(['free']);
      const at = (nowMs: number) => toPresentOrganization(found?.organization ?? anOrganization(), nowMs);
      expect(at(NOW + 99)).toMatchObject({ planId: 'starter', nextPlan });
      expect(at(NOW + 100)).toMatchObject({ planId: 'free', nextPlan: null, trialEndsAtMs: NOW + 50 });
      await storage.write((tx) => storage.organizations.update(tx, 'org_a', { nextPlan: null }));
      expect(await storage.organizations.get('org_a')).toMatchObject({ planId: 'starter', nextPlan: null });
    });
  });
}

function append(storage: Storage, change: PlanChange): Promise<PlanChangeRecord> {
  return storage.write((tx) => storage.planChanges.append(tx, change));
}
