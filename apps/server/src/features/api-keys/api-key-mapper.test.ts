import type { Organization } from '@memory-api/storage';
import { anApiKey } from '@memory-api/storage/conformance';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../http/request-context.js';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { toWireApiKey, toWireCreatedKey, toWireCurrentKey } from './api-key-mapper.js';

const CREATED_MS = Date.parse('2026-03-01T12:00:00.000Z');
const NOW_MS = CREATED_MS + 1_000;

const record = anApiKey({
  orgId: 'org_1',
  name: 'Server',
  namespaces: ['a'],
  ipAllowlist: ['192.0.2.0/24'],
  createdAtMs: CREATED_MS,
  createdByKeyId: 'key_0',
  expiresAtMs: CREATED_MS + 5_000,
  lastUsedAtMs: CREATED_MS + 500,
});

const identity = {
  id: 'key_1',
  name: 'Server',
  key_prefix: 'mem_live_a1b2c3…',
  environment: 'live',
  scopes: ['read', 'write'],
  namespaces: ['a'],
  ip_allowlist: ['192.0.2.0/24'],
  created_at: '2026-03-01T12:00:00.000Z',
  expires_at: '2026-03-01T12:00:05.000Z',
};

describe('toWireApiKey', () => {
  it('shows everything of a key but its hash and its tenant', () => {
    expect(toWireApiKey(record, NOW_MS)).toEqual({
      ...identity,
      is_active: true,
      last_used_at: '2026-03-01T12:00:00.500Z',
      revoked_at: null,
      rotated_to: null,
      grace_until: null,
    });
  });

  it('says null of what a key has not got', () => {
    const bare = { ...record, namespaces: null, ipAllowlist: null, expiresAtMs: null, lastUsedAtMs: null };
    expect(toWireApiKey(bare, NOW_MS)).toMatchObject({
      namespaces: null,
      ip_allowlist: null,
      expires_at: null,
      last_used_at: null,
    });
  });

  it.each([
    [{ revokedAtMs: CREATED_MS }, { is_active: false, revoked_at: '2026-03-01T12:00:00.000Z' }],
    [{ expiresAtMs: NOW_MS }, { is_active: false, expires_at: '2026-03-01T12:00:01.000Z' }],
    [
      { rotatedToKeyId: 'key_2', graceUntilMs: NOW_MS + 1 },
      { is_active: true, rotated_to: 'key_2', grace_until: '2026-03-01T12:00:01.001Z' },
    ],
    [
      { rotatedToKeyId: 'key_2', graceUntilMs: NOW_MS },
      { is_active: false, rotated_to: 'key_2' },
    ],
  ])('says of a key with %j: %j', (change, expected) => {
    expect(toWireApiKey({ ...record, ...change }, NOW_MS)).toMatchObject(expected);
  });
});

describe('toWireCreatedKey', () => {
  it('is the identity of a key with its full text, and nothing else', () => {
    expect(toWireCreatedKey({ record, secret: 'mem_live_secret' })).toEqual({ ...identity, key: 'mem_live_secret' });
  });
});

describe('toWireCurrentKey', () => {
  const organization = { id: 'org_1', name: 'Harbour Travel', planId: 'self-hosted' } as Organization;
  const { namespaces } = record;
  const caller: Caller = { key: record, organization, plan: SELF_HOSTED_PLAN, tenant: record, namespaces };

  it('adds the organization and the name of its plan', () => {
    expect(toWireCurrentKey(caller, 'Self-hosted')).toEqual({
      ...identity,
      organization: { id: 'org_1', name: 'Harbour Travel' },
      plan: { id: 'self-hosted', name: 'Self-hosted' },
    });
  });

  it('hands out copies: an answer that is changed changes no key', () => {
    toWireCurrentKey(caller, 'Self-hosted').scopes.push('admin');
    expect(record.scopes).toEqual(['read', 'write']);
  });
});
