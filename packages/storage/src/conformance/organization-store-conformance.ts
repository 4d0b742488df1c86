import { describe, expect, it } from 'vitest';
import type { Organization } from '../accounts/organization-store.js';
import type { Storage } from '../storage-port.js';
import { NOW, type OpenHarness, anOrganization, useStorage } from './storage-fixture.js';

/** How organizations are kept, on any engine. */
export function describeOrganizationStore(name: string, open: OpenHarness): void {
  describe(`organizations on ${name}`, () => {
    const harness = useStorage(open);

    it('gives back what was stored, and null for what was not', async () => {
      const { storage } = harness();
      await add(storage, {});
      expect(await storage.organizations.get('org_a')).toEqual(anOrganization());
      expect(await storage.organizations.get('org_b')).toBeNull();
      const read = await storage.write((tx) => storage.organizations.get('org_a', { tx }));
      expect(read).toEqual(anOrganization());
    });

    it('takes an address once, whatever its case, also of two at the same time', async () => {
      const { storage } = harness();
      const both = await Promise.allSettled([
        add(storage, { id: 'org_a', email: 'Team@Acme.test' }),
        add(storage, { id: 'org_b', email: 'team@ACME.test' }),
      ]);
      // Which of them comes first is the engine's to say.
      const [winner, loser] =
        both[0].status === 'fulfilled' ? (['org_a', 'org_b'] as const) : (['org_b', 'org_a'] as const);
      const outcomes = both.toSorted((a, b) => (a.status < b.status ? -1 : 1));
      expect(outcomes).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { code: 'EMAIL_EXISTS' } },
      ]);
      expect(await storage.organizations.get(loser)).toBeNull();
      expect(await storage.organizations.get(winner)).toMatchObject({ id: winner });
    });

    it('are found by id, by a part of name or address, and by the plan that they are on', async () => {
      const { storage } = harness();
      await add(storage, { id: 'org_a', name: 'Harbour 100% Travel', email: 'dana@x.test', createdAtMs: NOW });
      await add(storage, { id: 'org_b', name: 'ÄRZTE_Haus', email: 'Team@Harbour.test', createdAtMs: NOW + 1 });
      const nextPlan = { planId: 'free', startsAtMs: NOW + 9 };
      await add(storage, {
        id: 'org_c',
        name: 'c',
        email: 'c@x.test',
        planId: 'starter',
        nextPlan,
        createdAtMs: NOW + 1,
      });
      const find = async (search: { text?: string; planId?: string; nowMs?: number }) => {
        const { items } = await storage.organizations.search({ perPage: 9, nowMs: NOW, ...search });
        return items.map(({ id }) => id);
      };
      expect(await find({})).toEqual(['org_c', 'org_b', 'org_a']);
      expect(await find({ text: 'org_b' })).toEqual(['org_b']);
      expect(await find({ text: 'org_' })).toEqual([]);
      expect(await find({ text: 'hARBOUR' })).toEqual(['org_b', 'org_a']);
      expect(await find({ text: '0% t' })).toEqual(['org_a']);
      expect(await find({ text: 'E_h' })).toEqual(['org_b']);
      expect(await find({ text: 'ärzte' })).toEqual([]);
      expect(await find({ text: 'Ärzte' })).toEqual(['org_b']);
      expect(await find({ planId: 'starter' })).toEqual(['org_c']);
      expect(await find({ planId: 'starter', nowMs: NOW + 9 })).toEqual([]);
      expect(await find({ planId: 'free', nowMs: NOW + 9, text: 'c@' })).toEqual(['org_c']);
    });

    it('come in pages, by number and by cursor, each once', async () => {
      const { storage } = harness();
      for (const at of [0, 1, 2, 3, 4]) {
        await add(storage, { id: `org_${at}`, email: `${at}@x.test`, createdAtMs: NOW + (at >> 1) });
      }
      const search = (request: object) => storage.organizations.search({ perPage: 2, nowMs: NOW, ...request });
      const first = await search({});
      const second = await search({ cursor: first.nextCursor });
      const third = await search({ cursor: second.nextCursor });
      const ids = [first, second, third].map(({ items }) => items.map(({ id }) => id));
      expect(ids).toEqual([['org_4', 'org_3'], ['org_2', 'org_1'], ['org_0']]);
      expect([first.total, third.nextCursor]).toEqual([5, null]);
      expect((await search({ page: 2 })).items).toEqual(second.items);
      await expect(search({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    });

    it('loses no change where several are made at once, and gives up every address but the last', async () => {
      const { storage, query } = harness();
      await add(storage, { id: 'org_a', email: 'a@x.test' });
      const changes = [
        { name: 'New' },
        { planId: 'starter' },
        { email: 'b@x.test' },
        { email: 'c@x.test' },
        { isActive: false },
      ];
      await Promise.all(changes.map((patch) => change(storage, 'org_a', patch)));
      const organization = await storage.organizations.get('org_a');
      expect(organization).toMatchObject({ name: 'New', planId: 'starter', isActive: false });
      expect(['b@x.test', 'c@x.test']).toContain(organization?.email);
      expect(await query('select email from organization_emails')).toEqual([{ email: organization?.email }]);
    });

    it('moves to another address and sets the old one free', async () => {
      const { storage } = harness();
      await add(storage, { id: 'org_a', email: 'a@x.test' });
      await add(storage, { id: 'org_b', email: 'b@x.test' });
      await expect(change(storage, 'org_a', { email: 'B@x.test' })).rejects.toMatchObject({
        code: 'EMAIL_EXISTS',
      });
      expect(await change(storage, 'org_a', { email: 'A@X.test' })).toMatchObject({ email: 'A@X.test' });
      await change(storage, 'org_a', { email: 'new@x.test' });
      await change(storage, 'org_b', { email: 'a@x.test' });
      expect(await storage.organizations.get('org_a')).toMatchObject({ email: 'new@x.test' });
      expect(await storage.organizations.get('org_b')).toMatchObject({ email: 'a@x.test' });
    });

    it('changes what it is told to, keeps the rest, and raises the revision of authentication', async () => {
      const { storage } = harness();
      await add(storage, {});
      const before = await storage.apiKeys.authRevision();
      const patch = { name: 'New', isActive: false, planId: 'starter', email: undefined };
      const changed = await change(storage, 'org_a', patch);
      expect(changed).toEqual({ ...anOrganization(), name: 'New', isActive: false, planId: 'starter' });
      expect(await storage.organizations.get('org_a')).toEqual(changed);
      expect(await storage.apiKeys.authRevision()).toBeGreaterThan(before);
      expect(await change(storage, 'org_z', { name: 'x' })).toBeNull();
    });

    it('knows the one owner, and makes no second', async () => {
      const { storage } = harness();
      expect(await storage.organizations.getOwner()).toBeNull();
      await add(storage, { id: 'org_x', email: 'x@x.test' });
      await add(storage, { isOwner: true });
      expect(await storage.organizations.getOwner()).toEqual(anOrganization({ isOwner: true }));
      const second = add(storage, { id: 'org_b', email: 'b@x.test', isOwner: true });
      await expect(second).rejects.toThrow('one owner');
      expect(await storage.organizations.get('org_b')).toBeNull();
    });

    it('lists each plan that somebody is on once, whoever it is', async () => {
      const { storage } = harness();
      expect(await storage.organizations.listPlanIds(NOW)).toEqual([]);
      await add(storage, { id: 'org_a', email: 'a@x.test', planId: 'starter' });
      await add(storage, { id: 'org_b', email: 'b@x.test', planId: 'free' });
      await add(storage, { id: 'org_c', email: 'c@x.test', planId: 'starter', isActive: false });
      expect(await storage.organizations.listPlanIds(NOW)).toEqual(['free', 'starter']);
      await change(storage, 'org_b', { planId: 'starter' });
      expect(await storage.organizations.listPlanIds(NOW)).toEqual(['starter']);
    });

    it('lists all ids in pieces', async () => {
      const { storage } = harness();
      for (const name of ['b', 'c', 'a']) await add(storage, { id: `org_${name}`, email: `${name}@x.test` });
      expect(await storage.organizations.listIds({ afterId: null, limit: 2 })).toEqual(['org_a', 'org_b']);
      expect(await storage.organizations.listIds({ afterId: 'org_b', limit: 2 })).toEqual(['org_c']);
      expect(await storage.organizations.listIds({ afterId: 'org_c', limit: 2 })).toEqual([]);
    });

    it('decides a rule over an organization for two that come at the same time', async () => {
      const { storage } = harness();
      await add(storage, { name: '2' });
      const takeOne = () =>
        storage.write(async (tx) => {
          await storage.organizations.lock(tx, 'org_a');
          const left = Number((await storage.organizations.get('org_a', { tx }))?.name);
          if (left > 1) await storage.organizations.update(tx, 'org_a', { name: String(left - 1) });
          return left;
        });
      expect(new Set(await Promise.all([takeOne(), takeOne()]))).toEqual(new Set([1, 2]));
    });
  });
}

function add(storage: Storage, fields: Partial<Organization>): Promise<void> {
  return storage.write((tx) => storage.organizations.create(tx, anOrganization(fields)));
}

function change(
  storage: Storage,
  orgId: string,
  patch: Parameters<Storage['organizations']['update']>[2],
): Promise<Organization | null> {
  return storage.write((tx) => storage.organizations.update(tx, orgId, patch));
}
