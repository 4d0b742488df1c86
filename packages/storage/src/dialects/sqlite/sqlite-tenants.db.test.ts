import { describe, expect, it } from 'vitest';
import { describeTenantIsolation } from '../../conformance/tenant-isolation-conformance.js';
import { checkTenantIsolation } from '../../conformance/tenant-isolation-fixture.js';
import { openSqliteHarness, rewriteStatements } from './sqlite-fixture.js';

describeTenantIsolation('SQLite', openSqliteHarness);

/** The columns that a statement on a table must compare with what the caller gave. */
const TENANT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  memories: ['org_id', 'environment'],
  memory_versions: ['org_id', 'environment'],
  namespaces: ['org_id', 'environment'],
  idempotency: ['org_id', 'environment'],
  api_keys: ['org_id'],
  audit_log: ['org_id'],
  organizations: ['org_id'],
};

/** Statements that are about every tenant, by what only they say. */
const EXEMPT: readonly (readonly [reason: string, text: RegExp])[] = [
  ['authentication: the key decides who the tenant is', /from "api_key_hashes" inner join/],
  ['sweeper: finds what has expired', /^select .* where "deleted_at_ms" is null and "expires_at_ms" <= \? order by/],
  ['sweeper: finds what was deleted', /^select .* where "deleted_at_ms" <= \?/],
  ['sweeper: finds what was superseded', /^select .* where "superseded_at_ms" <= \?/],
  ['sweeper: finds old answers', /^select .* where "created_at_ms" <= \?/],
];

/** Statements that cannot leak whatever they compare, and why. */
const EQUIVALENT: readonly (readonly [reason: string, text: RegExp])[] = [
  [
    "tombstones by id, once more under their lock: what is then removed is the tenant's",
    /^select "id", "revision" from/,
  ],
  ["names of namespaces alone: what is then emptied is the tenant's", /^select "namespace" from/],
];

describe('abuse 45: the tenant in the statements of SQLite', () => {
  it('is compared in every statement, as often as the statement names a table that has one', async () => {
    const statements = await recordStatements();
    const isOfTenants = (sql: string) => tablesOf(sql).length > 0;
    const found = [...statements].filter(isOfTenants);
    expect(found.length).toBeGreaterThan(30);
    for (const sql of found.filter((text) => !EXEMPT.some(([, exempt]) => exempt.test(text)))) {
      for (const column of ['org_id', 'environment']) {
        const needed = tablesOf(sql).filter((table) => TENANT_COLUMNS[table]?.includes(column));
        expect(countComparisons(sql, column), sql).toBeGreaterThanOrEqual(needed.length);
      }
    }
    for (const [reason, text] of EXEMPT) {
      expect(found.filter((sql) => text.test(sql)).length, reason).toBe(1);
    }
  });

  it('cannot be taken out of any statement without a test that fails', async () => {
    const mutants = toMutants(await recordStatements());
    expect(mutants.length).toBeGreaterThan(50);
    const survivors: Mutant[] = [];
    for (const mutant of mutants) {
      if (await isIsolatedWith(mutant)) survivors.push(mutant);
    }
    expect(survivors).toEqual([]);
  }, 120_000);
});

async function recordStatements(): Promise<ReadonlySet<string>> {
  const statements = new Set<string>();
  const connect = rewriteStatements((sql) => {
    statements.add(sql);
    return sql;
  });
  const harness = await openSqliteHarness({ connect });
  try {
    await checkTenantIsolation(harness);
    return statements;
  } finally {
    await harness.close();
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
type Mutant = { readonly shape: string; readonly comparison: number };

/** A statement whatever the length of its lists. */
function toShape(sql: string): string {
  return sql.replaceAll(/ in \(\?(?:, \?)*\)/g, ' in (?)');
}

function toMutants(statements: ReadonlySet<string>): Mutant[] {
  const shapes = new Set([...statements].map(toShape));
  return [...shapes].flatMap((shape) => {
    const columns = new Set(tablesOf(shape).flatMap((table) => TENANT_COLUMNS[table] ?? []));
    const found = [...shape.matchAll(COMPARISON)].flatMap(([, column = ''], comparison) =>
      columns.has(column) ? [{ shape, comparison }] : [],
    );
    return EQUIVALENT.some(([, text]) => text.test(shape)) ? [] : found;
  });
}

const COMPARISON = /(?<=(?:where|and|on) )(?:"\w+"\.)?"(org_id|environment)" = \?/g;

function toLeaky(sql: string, mutant: Mutant): string {
  let seen = -1;
  return sql.replaceAll(COMPARISON, (comparison) => {
    seen += 1;
    return seen === mutant.comparison ? '? is not null' : comparison;
  });
}

async function isIsolatedWith(mutant: Mutant): Promise<boolean> {
  const connect = rewriteStatements((sql) => (toShape(sql) === mutant.shape ? toLeaky(sql, mutant) : sql));
  const harness = await openSqliteHarness({ connect });
  try {
    await checkTenantIsolation(harness);
    return true;
  } catch {
    return false;
  } finally {
    await harness.close();
  }
}
