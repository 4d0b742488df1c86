import { NO_AMOUNTS, type Tenant, type UsageDifference } from '@memory-api/storage';
import { expect, it } from 'vitest';
import { toDifferenceLine, verifyLedger } from './verify-ledger.js';

const LIVE: Tenant = { orgId: 'org_a', environment: 'live' };
const TEST: Tenant = { orgId: 'org_b', environment: 'test' };
const DIFFERENCE: UsageDifference = {
  tenant: TEST,
  span: 'day',
  startMs: Date.UTC(2026, 0, 15),
  operation: 'createMemory',
  keyId: 'key_1',
  missing: { ...NO_AMOUNTS, calls: 2, tokensInput: -30 },
};

it('compares every organization and environment', async () => {
  const compared: Tenant[] = [];
  const report = await verifyLedger({
    tenants: async () => [LIVE, TEST],
    compare: async (tenant) => {
      compared.push(tenant);
      return tenant === TEST ? [DIFFERENCE] : [];
    },
  });
  expect(compared).toEqual([LIVE, TEST]);
  expect(report).toEqual({ tenants: 2, differences: [DIFFERENCE] });
});

it('says whose sum is off, which, and by how much', () => {
  expect(toDifferenceLine(DIFFERENCE)).toBe(
    'org_b test day 2026-01-15T00:00:00.000Z createMemory key_1: calls +2, tokensInput -30',
  );
});
