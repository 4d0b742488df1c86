import { expect } from 'vitest';

// What is read here is the text of statements, whichever engine they are for: SQLite's parameters are `?`,
// PostgreSQL's `$1`.

/** The columns that a statement on a table must compare with what the caller gave. */
const TENANT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  memories: ['org_id', 'environment'],
  memory_versions: ['org_id', 'environment'],
  namespaces: ['org_id', 'environment'],
  idempotency: ['org_id', 'environment'],
  ledger: ['org_id', 'environment'],
  usage_deltas: ['org_id', 'environment'],
  usage_rollups: ['org_id', 'environment'],
  stored_memories: ['org_id', 'environment'],
  stored_changes: ['org_id', 'environment'],
  api_keys: ['org_id'],
  limit_counts: ['org_id', 'environment'],
  audit_log: ['org_id'],
  organizations: ['org_id'],
  plan_changes: ['org_id'],
  usage_alerts: ['org_id'],
  invoices: ['org_id'],
  credits: ['org_id'],
  credit_uses: ['org_id'],
  agreement_changes: ['org_id'],
  payment_customers: ['org_id'],
  collections: ['org_id'],
};

/** Statements that are about every tenant, by what only they say. */
const EXEMPT: readonly (readonly [reason: string, text: RegExp])[] = [
  ['authentication: the key decides who the tenant is', /from "api_key_hashes" inner join/],
  ['sweeper: finds what has expired', /^select .* where "deleted_at_ms" is null and "expires_at_ms" <= \? order by/],
  ['sweeper: finds what was deleted', /^select .* where "deleted_at_ms" <= \?/],
  ['sweeper: finds what was superseded', /^select .* where "superseded_at_ms" <= \?/],
  ['sweeper: finds old answers', /^select .* where "created_at_ms" <= \?/],
  ['models: finds namespaces of another', /^select .* from "namespaces" where \("model" < \?/],
  [
    'usage: finds whose sums are to be folded',
    /^select distinct "org_id" as "orgId", "environment" from "usage_deltas"/,
  ],
  [
    'usage: finds whose memories are to be counted',
    /^select .* from "stored_changes" where "at_ms" <= \? and \("at_ms", "org_id", "environment"\) > /,
  ],
  ['usage: finds whose sums are to be compared', /^select "org_id" as "orgId", "environment" from "ledger" union/],
];

/** Statements that cannot leak whatever they compare, and why. */
const EQUIVALENT: readonly (readonly [reason: string, text: RegExp])[] = [
  [
    "tombstones by id, once more under their lock: what is then removed is the tenant's",
    /^select "id", "revision" from/,
  ],
  [
    "which of a tenant's deltas are folded first: what is then taken is the tenant's",
    /^select "request_id" from "usage_deltas"/,
  ],
  [
    "until when a tenant's notes are counted: what is then taken is the tenant's",
    /^select "at_ms" from "stored_changes"/,
  ],
  ["names of namespaces alone: what is then emptied is the tenant's", /^select "namespace" from/],
];

/** Holds that every statement compares the tenant, as often as it names a table that has one. */
export function expectTenantInEach(statements: ReadonlySet<string>): void {
  const found = [...statements].map(toShape).filter((sql) => tablesOf(sql).length > 0);
  expect(new Set(found).size).toBeGreaterThan(30);
  for (const sql of found.filter((text) => !EXEMPT.some(([, exempt]) => exempt.test(text)))) {
    for (const column of ['org_id', 'environment']) {
      const needed = tablesOf(sql).filter((table) => TENANT_COLUMNS[table]?.includes(column));
      expect(countComparisons(sql, column), sql).toBeGreaterThanOrEqual(needed.length);
    }
  }
  for (const [reason, text] of EXEMPT) {
    expect(new Set(found.filter((sql) => text.test(sql))).size, reason).toBe(1);
  }
}

/** The tables with a tenant that a statement reads, changes or empties. */
function tablesOf(sql: string): string[] {
  const named = sql.matchAll(/(?:from|update|join) "(\w+)"/g);
  return [...named].flatMap(([, table = '']) => (table in TENANT_COLUMNS ? [table] : []));
}

function countComparisons(sql: string, column: string): number {
  const comparison = new RegExp(`(?:where|and|on) (?:"\\w+"\\.)?"${column}" = \\?`, 'g');
  return [...sql.matchAll(comparison)].length;
}

/** A statement with one comparison of the tenant made true for everybody. */
export type TenantMutant = { readonly shape: string; readonly comparison: number };

/** A statement whatever the length of its lists and the names of its parameters. */
function toShape(sql: string): string {
  return sql.replaceAll(/\$\d+/g, '?').replaceAll(/ in \(\?(?:, \?)*\)/g, ' in (?)');
}

// Each takes a pass over all stores: a sixth of them, another at each run, and all in the soak.
const SHARE = process.env['SOAK'] === '1' ? 1 : 6;

/** Some of {@link toTenantMutants}, drawn at random; all of them with SOAK=1. */
export function drawTenantMutants(statements: ReadonlySet<string>): TenantMutant[] {
  const first = Math.floor(Math.random() * SHARE);
  return toTenantMutants(statements).filter((_, at) => at % SHARE === first);
}

/** Every way to take one comparison of the tenant out of one statement, but where nothing could leak. */
export function toTenantMutants(statements: ReadonlySet<string>): TenantMutant[] {
  const shapes = new Set([...statements].map(toShape));
  return [...shapes].flatMap((shape) => {
    const columns = new Set(tablesOf(shape).flatMap((table) => TENANT_COLUMNS[table] ?? []));
    const found = [...shape.matchAll(COMPARISON)].flatMap(([, column = ''], comparison) =>
      columns.has(column) ? [{ shape, comparison }] : [],
    );
    return EQUIVALENT.some(([, text]) => text.test(shape)) ? [] : found;
  });
}

const COMPARISON = /(?<=(?:where|and|on) )(?:"\w+"\.)?"(org_id|environment)" = (\?|\$\d+)/g;

/** A statement with the comparison of a mutant taken out; any other statement comes back as it is. */
export function takeTenantOut(sql: string, mutant: TenantMutant): string {
  return toShape(sql) === mutant.shape ? takeComparisonOut(sql, mutant.comparison) : sql;
}

/** A statement without one of its comparisons of a tenant. */
export function takeComparisonOut(sql: string, comparison: number): string {
  let seen = -1;
  return sql.replaceAll(COMPARISON, (text, _column: string, parameter: string) => {
    seen += 1;
    // The parameter stays, so that the others keep their places.
    return seen === comparison ? `cast(${parameter} as text) is not null` : text;
  });
}
