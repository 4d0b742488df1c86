import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';

type TenantRow = Pick<Tables['memories'], 'org_id' | 'environment'>;
type NamespaceRow = Pick<Tables['memories'], 'org_id' | 'environment' | 'namespace'>;

/** Rows of one tenant. */
export type TenantGroup<Row> = { readonly tenant: Tenant; readonly rows: Row[] };

/** Rows of one namespace. */
export type NamespaceGroup<Row> = TenantGroup<Row> & { readonly namespace: string };

/** Puts rows of one tenant together. */
export function groupByTenant<Row extends TenantRow>(rows: readonly Row[]): TenantGroup<Row>[] {
  return groupRows(rows, (row) => ({ tenant: toTenant(row), rows: [] }));
}

/** Puts rows of one namespace together, in an order in which all writers can take their locks. */
export function groupByNamespace<Row extends NamespaceRow>(rows: readonly Row[]): NamespaceGroup<Row>[] {
  return groupRows(rows, (row) => ({
    tenant: toTenant(row),
    namespace: row.namespace,
    rows: [],
  }));
}

function toTenant(row: TenantRow): Tenant {
  return { orgId: row.org_id, environment: row.environment };
}

function groupRows<Row, Group extends { readonly rows: Row[] }>(
  rows: readonly Row[],
  toEmptyGroup: (row: Row) => Group,
): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const empty = toEmptyGroup(row);
    const name = JSON.stringify(empty);
    const group = groups.get(name) ?? empty;
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
