import { expect, it } from 'vitest';
import { groupByNamespace, groupByTenant } from './group-rows.js';

const row = (org_id: string, environment: 'live' | 'test', namespace: string, id: string) => ({
  org_id,
  environment,
  namespace,
  id,
});

it('puts rows of one namespace together, in one order whatever order they came in', () => {
  const rows = [
    row('org_b', 'live', 'a', '1'),
    row('org_a', 'test', 'b', '2'),
    row('org_a', 'test', 'a', '3'),
    row('org_b', 'live', 'a', '4'),
  ];
  const names = (of: typeof rows) =>
    groupByNamespace(of).map(({ tenant, namespace }) => `${tenant.orgId} ${tenant.environment} ${namespace}`);
  expect(names(rows)).toEqual(['org_a test a', 'org_a test b', 'org_b live a']);
  expect(names(rows.toReversed())).toEqual(names(rows));
  expect(
    groupByNamespace(rows)
      .at(-1)
      ?.rows.map(({ id }) => id),
  ).toEqual(['1', '4']);
});

it('mixes no two namespaces, whatever characters their names share', () => {
  const rows = [
    row('org', 'live', 'a","x":"', '1'),
    row('org', 'live', 'a', '2'),
    row('org', 'test', 'a', '3'),
    row('org_', 'live', 'a', '4'),
  ];
  expect(groupByNamespace(rows)).toHaveLength(4);
});

it('puts rows of one organization and environment together', () => {
  const rows = [row('org_a', 'live', 'x', '1'), row('org_a', 'test', 'x', '2'), row('org_a', 'live', 'y', '3')];
  expect(groupByTenant(rows).map(({ tenant, rows: own }) => [tenant.environment, own.length])).toEqual([
    ['live', 2],
    ['test', 1],
  ]);
  expect(groupByTenant([])).toEqual([]);
});
