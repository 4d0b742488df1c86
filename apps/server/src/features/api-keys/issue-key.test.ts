import { createApiKey, hashApiKey, parseApiKey, toKeyPrefix } from '@memory-api/contract';
import type { ApiKeyRecord, Transaction } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { createIssueKey, type NewKey } from './issue-key.js';

const newKey: NewKey = {
  orgId: 'org_1',
  environment: 'test',
  name: 'Server',
  scopes: ['read'],
  namespaces: ['a'],
  ipAllowlist: ['192.0.2.0/24'],
  createdByKeyId: 'key_0',
  expiresAtMs: 9_000,
  createdAtMs: 1_000,
};

function createSubject() {
  const stored: ApiKeyRecord[] = [];
  const apiKeys = { create: async (_tx: Transaction, record: ApiKeyRecord) => void stored.push(record) };
  const issueKey = createIssueKey({
    storage: { apiKeys } as unknown as Parameters<typeof createIssueKey>[0]['storage'],
  });
  return { stored, issue: (secret?: string) => issueKey({} as Transaction, newKey, secret) };
}

describe('createIssueKey', () => {
  it('stores what was asked for, under the hash of a key that it gives out', async () => {
    const { stored, issue } = createSubject();
    const { record, secret } = await issue();
    expect(stored).toEqual([record]);
    expect(parseApiKey(secret)).toEqual({ environment: 'test' });
    expect(record).toEqual({
      ...newKey,
      id: expect.stringMatching(/^key_[0-9a-z]{26}$/),
      keyHash: hashApiKey(secret),
      keyPrefix: toKeyPrefix(secret),
      revokedAtMs: null,
      rotatedToKeyId: null,
      graceUntilMs: null,
      lastUsedAtMs: null,
    });
  });

  it('stores nothing that the key could be read from', async () => {
    const { stored, issue } = createSubject();
    const { secret } = await issue();
    expect(JSON.stringify(stored)).not.toContain(secret.slice(15));
  });

  it('takes a key that the operator chose', async () => {
    const chosen = createApiKey('live');
    const { record, secret } = await createSubject().issue(chosen);
    expect([secret, record.keyHash]).toEqual([chosen, hashApiKey(chosen)]);
  });

  it('never makes the same key twice', async () => {
    const { issue } = createSubject();
    const secrets = new Set<string>();
    for (let times = 0; times < 100; times += 1) secrets.add((await issue()).secret);
    expect(secrets.size).toBe(100);
  });
});
