import { describe, expect, it } from 'vitest';
import type { ApiKeyPatch, ApiKeyRecord } from '../api-keys/api-key-store.js';
import type { Storage } from '../storage-port.js';
import { NOW, type OpenHarness, anApiKey, anOrganization, useStorage } from './storage-fixture.js';

/** How API keys are kept, on any engine. */
export function describeApiKeyStore(name: string, open: OpenHarness): void {
  describe(`API keys on ${name}`, () => {
    const harness = useStorage(open);

    it('finds a key with its organization by its hash, and nothing by another', async () => {
      const { storage } = harness();
      const full = {
        namespaces: ['a', 'b'],
        ipAllowlist: ['10.0.0.0/8'],
        createdByKeyId: 'key_0',
        expiresAtMs: NOW + 1,
      };
      await addOrganization(storage);
      await add(storage, { ...full, id: 'key_2', keyHash: 'hash_2' }, {});
      const found = await storage.apiKeys.findByHash('hash_2');
      const key = anApiKey({ ...full, id: 'key_2', keyHash: 'hash_2' });
      expect(found).toEqual({ key, organization: anOrganization() });
      expect(await storage.apiKeys.findByHash('hash_3')).toBeNull();
    });

    it('finds revoked keys and keys of a switched-off organization: the caller decides', async () => {
      const { storage } = harness();
      await addOrganization(storage);
      await add(storage, {});
      await storage.write((tx) => storage.apiKeys.revoke(tx, 'org_a', 'key_1', NOW + 5));
      await storage.write((tx) => storage.organizations.update(tx, 'org_a', { isActive: false }));
      expect(await storage.apiKeys.findByHash('hash_1')).toMatchObject({
        key: { revokedAtMs: NOW + 5 },
        organization: { isActive: false },
      });
    });

    it('abuse 28: keeps the hash of a revoked key taken', async () => {
      const { storage } = harness();
      await add(storage, {});
      await storage.write((tx) => storage.apiKeys.revoke(tx, 'org_a', 'key_1', NOW));
      await expect(add(storage, { id: 'key_2' })).rejects.toThrow('same text');
      expect(await storage.apiKeys.get('org_a', 'key_2')).toBeNull();
    });

    it('abuse 41: takes the key of another organization for missing', async () => {
      const { storage } = harness();
      await add(storage, {});
      const { apiKeys } = storage;
      expect(await apiKeys.get('org_b', 'key_1')).toBeNull();
      expect(await change(storage, 'org_b', 'key_1', { name: 'x' })).toBeNull();
      expect(await storage.write((tx) => apiKeys.revoke(tx, 'org_b', 'key_1', NOW))).toBeNull();
      await storage.write((tx) => apiKeys.touchLastUsed(tx, [{ orgId: 'org_b', id: 'key_1', atMs: NOW }]));
      expect((await apiKeys.list('org_b', { perPage: 9 })).total).toBe(0);
      expect(await apiKeys.get('org_a', 'key_1')).toEqual(anApiKey());
    });

    it('changes what it is told to and keeps the rest', async () => {
      const { storage } = harness();
      await add(storage, { namespaces: ['a'] });
      const patch: ApiKeyPatch = { scopes: ['read'], namespaces: null, graceUntilMs: NOW + 9, name: undefined };
      const changed = await change(storage, 'org_a', 'key_1', patch);
      expect(changed).toEqual(anApiKey({ scopes: ['read'], graceUntilMs: NOW + 9 }));
      expect(await storage.apiKeys.get('org_a', 'key_1')).toEqual(changed);
    });

    it('revokes once: the second time keeps the first moment', async () => {
      const { storage } = harness();
      await add(storage, {});
      const revoke = (atMs: number) => storage.write((tx) => storage.apiKeys.revoke(tx, 'org_a', 'key_1', atMs));
      expect(await revoke(NOW + 1)).toMatchObject({ revokedAtMs: NOW + 1 });
      expect(await revoke(NOW + 2)).toMatchObject({ revokedAtMs: NOW + 1 });
    });

    it('lists newest first, in pages, by environment where asked', async () => {
      const { storage } = harness();
      await add(
        storage,
        ...Array.from({ length: 5 }, (_, i) => ({
          id: `key_${i}`,
          keyHash: `hash_${i}`,
          createdAtMs: NOW + Math.floor(i / 2),
          environment: i === 3 ? ('test' as const) : ('live' as const),
        })),
      );
      const { apiKeys } = storage;
      const first = await apiKeys.list('org_a', { perPage: 2 });
      expect(first).toMatchObject({ total: 5, items: [{ id: 'key_4' }, { id: 'key_3' }] });
      const cursor = first.nextCursor ?? '';
      const second = await apiKeys.list('org_a', { perPage: 3, cursor });
      expect(second.items.map(({ id }) => id)).toEqual(['key_2', 'key_1', 'key_0']);
      expect(second.nextCursor).toBeNull();
      const byNumber = await apiKeys.list('org_a', { perPage: 2, page: 3 });
      expect(byNumber.items.map(({ id }) => id)).toEqual(['key_0']);
      const test = await apiKeys.list('org_a', { perPage: 9, environment: 'test' });
      expect(test).toMatchObject({ total: 1, items: [{ id: 'key_3' }] });
    });

    it('counts as lasting administrators only live keys that nothing will end', async () => {
      const { storage } = harness();
      const admin = { scopes: ['admin'] as const };
      await add(
        storage,
        { ...admin, id: 'lasting', keyHash: '1' },
        { ...admin, id: 'test', keyHash: '2', environment: 'test' },
        { ...admin, id: 'expiring', keyHash: '3', expiresAtMs: NOW + 1e12 },
        { ...admin, id: 'grace', keyHash: '4', graceUntilMs: NOW + 1e12, rotatedToKeyId: 'lasting' },
        { ...admin, id: 'revoked', keyHash: '5', revokedAtMs: NOW },
        { ...admin, id: 'foreign', keyHash: '6', orgId: 'org_b' },
        { id: 'reader', keyHash: '7' },
      );
      const count = await storage.write((tx) => storage.apiKeys.countLastingAdminKeys(tx, 'org_a'));
      expect(count).toBe(1);
    });

    it('notes the last use of keys, and no earlier one after it', async () => {
      const { storage } = harness();
      await add(storage, {}, { id: 'key_2', keyHash: 'hash_2' });
      const touch = (...uses: readonly (readonly [string, number])[]) =>
        storage.write((tx) =>
          storage.apiKeys.touchLastUsed(
            tx,
            uses.map(([id, atMs]) => ({ orgId: 'org_a', id, atMs })),
          ),
        );
      await touch(['key_1', NOW + 5], ['key_2', NOW + 6]);
      await touch(['key_1', NOW + 4]);
      expect(await storage.apiKeys.get('org_a', 'key_1')).toMatchObject({ lastUsedAtMs: NOW + 5 });
      expect(await storage.apiKeys.get('org_a', 'key_2')).toMatchObject({ lastUsedAtMs: NOW + 6 });
    });

    it('raises the revision of authentication with every change, and with no use', async () => {
      const { storage } = harness();
      const { apiKeys } = storage;
      const revisions = [await apiKeys.authRevision()];
      const note = async () => revisions.push(await apiKeys.authRevision());
      await add(storage, {});
      await note();
      await change(storage, 'org_a', 'key_1', { name: 'x' });
      await note();
      await storage.write((tx) => apiKeys.revoke(tx, 'org_a', 'key_1', NOW));
      await note();
      expect(revisions).toEqual([...new Set(revisions)].toSorted((a, b) => a - b));
      await storage.write((tx) => apiKeys.touchLastUsed(tx, [{ orgId: 'org_a', id: 'key_1', atMs: NOW }]));
      expect(await apiKeys.authRevision()).toBe(revisions.at(-1));
    });
  });
}

async function addOrganization(storage: Storage): Promise<void> {
  await storage.write((tx) => storage.organizations.create(tx, anOrganization()));
}

async function add(storage: Storage, ...keys: readonly Partial<ApiKeyRecord>[]): Promise<void> {
  for (const fields of keys) {
    await storage.write((tx) => storage.apiKeys.create(tx, anApiKey(fields)));
  }
}

function change(storage: Storage, orgId: string, id: string, patch: ApiKeyPatch): Promise<ApiKeyRecord | null> {
  return storage.write((tx) => storage.apiKeys.update(tx, orgId, id, patch));
}
