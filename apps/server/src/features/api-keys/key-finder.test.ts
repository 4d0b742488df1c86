import type { ApiKeyRecord, Tenant, Transaction } from '@memory-api/storage';
import { anApiKey } from '@memory-api/storage/conformance';
import { describe, expect, it } from 'vitest';
import { createKeyFinder, type KeyContext } from './key-finder.js';

const NOW_MS = 10_000;
const tx = { name: 'transaction' } as unknown as Transaction;

const admin = anApiKey({ id: 'key_admin', orgId: 'org_1', scopes: ['admin'] });
const other: ApiKeyRecord = { ...admin, id: 'key_other', scopes: ['read'], namespaces: ['a'] };

/** A finder over `keys`, called by the key `key_admin` as it was when its request was let in. */
function createSubject(keys: readonly ApiKeyRecord[], environment: Tenant['environment'] = 'live') {
  const steps: string[] = [];
  const state = { adminsLeft: 1 };
  const storage = {
    apiKeys: {
      get: async (orgId: string, id: string, options: { tx?: Transaction }) => {
        steps.push(`${options.tx === tx ? 'locked' : 'free'} read of ${id}`);
        return keys.find((key) => key.orgId === orgId && key.id === id) ?? null;
      },
      countLastingAdminKeys: async () => {
        steps.push('count');
        return state.adminsLeft;
      },
    },
    organizations: { lock: async (_tx: Transaction, orgId: string) => void steps.push(`lock ${orgId}`) },
  } as unknown as Parameters<typeof createKeyFinder>[0]['storage'];
  const caller = { key: admin, tenant: { orgId: 'org_1', environment } };
  const context = { caller, nowMs: NOW_MS, ip: '192.0.2.1', requestId: 'req_1' } as unknown as KeyContext;
  return { finder: createKeyFinder({ storage }), context, steps, state };
}

describe('getting a key', () => {
  it('finds a key of the organization', async () => {
    const { finder, context } = createSubject([other]);
    expect(await finder.get(context, 'key_other')).toBe(other);
  });

  it.each([
    ['there is none of this id', []],
    ['it is of another organization', [{ ...other, orgId: 'org_2' }]],
  ])('refuses where %s, and says which', async (_why, keys) => {
    const { finder, context } = createSubject(keys);
    const refusal = { code: 'API_KEY_NOT_FOUND', details: { key_id: 'key_other' } };
    await expect(finder.get(context, 'key_other')).rejects.toMatchObject(refusal);
  });

  it('shows a test key other test keys, and hides live ones from it', async () => {
    const { finder, context } = createSubject([other, { ...other, id: 'key_test', environment: 'test' }], 'test');
    expect(await finder.get(context, 'key_test')).toMatchObject({ id: 'key_test' });
    await expect(finder.get(context, 'key_other')).rejects.toMatchObject({ code: 'API_KEY_NOT_FOUND' });
  });

  it('shows a live key the test keys, too', async () => {
    const { finder, context } = createSubject([{ ...other, environment: 'test' }]);
    expect(await finder.get(context, 'key_other')).toMatchObject({ environment: 'test' });
  });
});

describe('getting a key to manage', () => {
  it('locks the organization before it reads either key, and reads both under the lock', async () => {
    const { finder, context, steps } = createSubject([admin, other]);
    expect(await finder.getToManage(tx, context, 'key_other')).toEqual({ key: other, holder: admin });
    expect(steps).toEqual(['lock org_1', 'locked read of key_admin', 'locked read of key_other']);
  });

  it.each([
    ['is gone', [], 'API_KEY_DISABLED'],
    ['was revoked', [{ ...admin, revokedAtMs: NOW_MS - 1 }], 'API_KEY_DISABLED'],
    ['ran out', [{ ...admin, expiresAtMs: NOW_MS - 1 }], 'API_KEY_DISABLED'],
    ['lost its scope', [{ ...admin, scopes: ['write' as const] }], 'INSUFFICIENT_PERMISSIONS'],
  ])("refuses where the caller's own key %s since its request was let in", async (_what, holders, code) => {
    const { finder, context, steps } = createSubject([...holders, other]);
    await expect(finder.getToManage(tx, context, 'key_other')).rejects.toMatchObject({ code });
    expect(steps).not.toContain('locked read of key_other');
  });

  it('refuses a key that reaches further than the one that acts on it', async () => {
    const { finder, context } = createSubject([{ ...admin, namespaces: ['b'] }, other]);
    const refusal = { code: 'INSUFFICIENT_PERMISSIONS' };
    await expect(finder.getToManage(tx, context, 'key_other')).rejects.toMatchObject(refusal);
  });

  it('takes a key that is revoked, unless an active one is asked for', async () => {
    const { finder, context } = createSubject([admin, { ...other, revokedAtMs: NOW_MS - 1 }]);
    expect(await finder.getToManage(tx, context, 'key_other')).toMatchObject({ key: { id: 'key_other' } });
    const refusal = { code: 'API_KEY_NOT_ACTIVE' };
    await expect(finder.getActiveToManage(tx, context, 'key_other')).rejects.toMatchObject(refusal);
  });

  it('takes an active key where one is asked for', async () => {
    const { finder, context } = createSubject([admin, other]);
    expect(await finder.getActiveToManage(tx, context, 'key_other')).toEqual({ key: other, holder: admin });
  });
});

describe('requireAdminLeft', () => {
  it('refuses a change after which no lasting admin key is left', async () => {
    const { finder, state } = createSubject([]);
    state.adminsLeft = 0;
    await expect(finder.requireAdminLeft(tx, admin)).rejects.toMatchObject({ code: 'LAST_ADMIN_KEY' });
  });

  it('lets an admin key go where another one is left', async () => {
    const { finder, steps } = createSubject([]);
    await finder.requireAdminLeft(tx, admin);
    expect(steps).toEqual(['count']);
  });

  it('does not count where the key was none that the organization hangs on', async () => {
    const { finder, state, steps } = createSubject([]);
    state.adminsLeft = 0;
    await finder.requireAdminLeft(tx, other);
    expect(steps).toEqual([]);
  });
});
