import { createApiKey, hashApiKey } from '@memory-api/contract';
import { openSqliteStorage, type Storage } from '@memory-api/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../log.js';
import { createIssueKey } from '../api-keys/issue-key.js';
import { ensureOwner, resetOwnerKey } from './ensure-owner.js';

let dataDir: string;
let storage: Storage;
let shown: string[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'memory-api-'));
  storage = await openSqliteStorage({ dataDir, exclusive: true, logger: createLogger('silent', { write: () => {} }) });
  shown = [];
});
afterEach(async () => {
  await storage.close();
  await rm(dataDir, { recursive: true });
});

const start = (ownerKey: string | null = null) =>
  ensureOwner({
    storage,
    issueKey: createIssueKey({ storage }),
    nowMs: 1_000,
    ownerKey,
    beforeCommit: (secret) => void shown.push(secret),
  });

describe('ensureOwner', () => {
  it('makes the owner and a key with every scope at the first start, and neither at the second', async () => {
    const first = await start();
    expect(first).toEqual({ kind: 'made', secret: shown[0] });
    const found = await storage.apiKeys.findByHash(hashApiKey(shown[0] ?? ''));
    expect(found?.organization).toMatchObject({ isOwner: true, planId: 'self-hosted' });
    expect(found?.key).toMatchObject({ environment: 'live', scopes: ['read', 'write', 'delete', 'admin', 'operator'] });
    expect(await start()).toEqual({ kind: 'known' });
    expect(shown).toHaveLength(1);
  });

  it('takes OWNER_KEY for the first key, and shows nothing', async () => {
    const ownerKey = createApiKey('live');
    expect(await start(ownerKey)).toEqual({ kind: 'added' });
    expect(shown).toEqual([]);
    expect(await start(ownerKey)).toEqual({ kind: 'known' });
    const owner = await storage.organizations.getOwner();
    expect((await storage.apiKeys.list(owner?.id ?? '', { perPage: 10 })).total).toBe(1);
  });

  it('takes what another node makes between two of its reads for known', async () => {
    const ownerKey = createApiKey('live');
    const { apiKeys, organizations } = storage;
    let reads = 0;
    // The first answer is from before the other node began, and reaches this one after it ended.
    const afterTheFirst = async <T>(answer: Promise<T>): Promise<T> => {
      const before = await answer;
      if (reads++ === 0) expect(await start(ownerKey)).toEqual({ kind: 'added' });
      return before;
    };
    const slow: Storage = {
      ...storage,
      organizations: { ...organizations, getOwner: (options) => afterTheFirst(organizations.getOwner(options)) },
      apiKeys: { ...apiKeys, findByHash: (hash, options) => afterTheFirst(apiKeys.findByHash(hash, options)) },
    };
    const parts = { storage: slow, issueKey: createIssueKey({ storage: slow }), nowMs: 1_000, beforeCommit: () => {} };
    expect(await ensureOwner({ ...parts, ownerKey })).toEqual({ kind: 'known' });
    const owner = await organizations.getOwner();
    expect((await apiKeys.list(owner?.id ?? '', { perPage: 10 })).total).toBe(1);
  });

  it('adds a new OWNER_KEY beside the old one', async () => {
    const [old, next] = [createApiKey('live'), createApiKey('live')];
    await start(old);
    expect(await start(next)).toEqual({ kind: 'added' });
    for (const key of [old, next]) {
      const found = await storage.apiKeys.findByHash(hashApiKey(key));
      expect(found?.key.revokedAtMs).toBeNull();
      expect(found?.organization.isOwner).toBe(true);
    }
  });

  it('refuses an OWNER_KEY that was revoked', async () => {
    const ownerKey = createApiKey('live');
    await start(ownerKey);
    const found = await storage.apiKeys.findByHash(hashApiKey(ownerKey));
    await storage.write((tx) => storage.apiKeys.revoke(tx, found?.key.orgId ?? '', found?.key.id ?? '', 2_000));
    expect(await start(ownerKey)).toMatchObject({ kind: 'refused' });
  });

  it("refuses another organization's key", async () => {
    await start();
    const ownerKey = createApiKey('live');
    await storage.write(async (tx) => {
      const organization = {
        id: 'org_x',
        name: 'X',
        email: 'x@example.com',
        planId: 'self-hosted',
        nextPlan: null,
        trialEndsAtMs: null,
        agreement: null,
        isPaymentApproved: false,
      };
      await storage.organizations.create(tx, { ...organization, isActive: true, isOwner: false, createdAtMs: 1 });
      const settings = { namespaces: null, ipAllowlist: null, createdByKeyId: null, expiresAtMs: null, createdAtMs: 1 };
      const key = { orgId: 'org_x', environment: 'live', name: 'X', scopes: ['read'], ...settings } as const;
      await createIssueKey({ storage })(tx, key, ownerKey);
    });
    expect(await start(ownerKey)).toMatchObject({ kind: 'refused' });
  });

  it('stores no key that could not be shown', async () => {
    const failing = ensureOwner({
      storage,
      issueKey: createIssueKey({ storage }),
      nowMs: 1_000,
      ownerKey: null,
      beforeCommit: () => {
        throw new TypeError('the disk is full');
      },
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await storage.organizations.getOwner()).toBeNull();
  });
});

describe('resetOwnerKey', () => {
  it('adds a key to the owner, whose older keys go on working', async () => {
    await start();
    const secret = await resetOwnerKey({ storage, issueKey: createIssueKey({ storage }), nowMs: 2_000 });
    for (const key of [secret, shown[0] ?? '']) {
      expect((await storage.apiKeys.findByHash(hashApiKey(key)))?.organization.isOwner).toBe(true);
    }
    const owner = await storage.organizations.getOwner();
    const { items } = await storage.audit.list(owner?.id ?? '', { perPage: 10 });
    expect(items.map(({ action, keyId }) => [action, keyId])).toEqual([
      ['api_key.created', null],
      ['api_key.created', null],
    ]);
  });
});
