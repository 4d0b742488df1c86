import { expect, it } from 'vitest';
import { ofOrganization } from '../../access.js';
import { toAccessName, toEnterStatements } from './postgres-access.js';

const timeouts = { statementMs: 15_000, lockMs: 5000 };
const tenant = { orgId: 'org_a', environment: 'test' } as const;

it('names role, organization, environment and time-outs, all for the present transaction only', () => {
  expect(toEnterStatements(tenant, timeouts).split('; ')).toEqual([
    'set local search_path = public',
    'set local role memory_api_tenant',
    "set local memory_api.org_id = 'org_a'",
    "set local memory_api.environment = 'test'",
    'set local statement_timeout = 15000',
    'set local lock_timeout = 5000',
    'set local idle_in_transaction_session_timeout = 15000',
  ]);
});

it('gives what belongs to an organization as a whole no environment, and what knows no tenant neither', () => {
  expect(toEnterStatements(ofOrganization('org_a'), timeouts)).toContain("memory_api.environment = ''");
  for (const access of ['authentication', 'housekeeping'] as const) {
    const statements = toEnterStatements(access, timeouts);
    expect(statements).toContain(`set local role memory_api_${access};`);
    expect(statements).toContain("memory_api.org_id = ''; set local memory_api.environment = ''");
  }
});

it.each([
  ["org'; set local role postgres; --", "'org''; set local role postgres; --'"],
  ['org\\', String.raw` E'org\\'`],
  ["\\'; reset role; --", String.raw` E'\\''; reset role; --'`],
])('quotes whatever an id holds: %s', (orgId, quoted) => {
  expect(toEnterStatements({ orgId, environment: 'live' }, timeouts)).toContain(`memory_api.org_id = ${quoted};`);
});

it('tells apart what may touch different rows', () => {
  const all = [tenant, { ...tenant, environment: 'live' }, ofOrganization('org_a'), 'authentication', 'housekeeping'];
  expect(new Set(all.map((access) => toAccessName(access as Parameters<typeof toAccessName>[0]))).size).toBe(5);
});
