import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { checkTenantIsolation } from '../../conformance/tenant-isolation-fixture.js';
import { toDatabaseFile } from './open-sqlite-database.js';
import { openSqliteStorage } from './open-sqlite-storage.js';
import { makeDataDirectory, openSqliteHarness, rewriteStatements, silentLogger } from './sqlite-fixture.js';

// They put two tables together, each by its index: a row a day, operation and key, or a verification of all there is.
const SUMS_OF_USAGE = /"usage_rollups".*union|union.*"usage_rollups"/s;

it('answers every statement by an index, and in the order of one', async () => {
  for (const [sql, plan] of await explainAll()) {
    expect(plan, sql).not.toMatch(/SCAN (memories|memory_versions|idempotency|api_keys|audit_log)/);
    if (!SUMS_OF_USAGE.test(sql)) expect(plan, sql).not.toMatch(/TEMP B-TREE/);
  }
});

it('reads the ids of a page, and the number of what has expired, from an index alone', async () => {
  const plans = await explainAll();
  const isPage = /^select "id", "created_at_ms" as "atMs" from "memories" .*order by "created_at_ms" desc/;
  const pages = plans.filter(([sql]) => isPage.test(sql) || sql.includes('as "expired"'));
  expect(pages.length).toBeGreaterThan(4);
  for (const [sql, plan] of pages) expect(plan, sql).toMatch(/COVERING INDEX memories_/);
});

it('has no bare parameter as a limit: SQLite would plan the statement anew at every run', async () => {
  const statements = (await explainAll()).map(([sql]) => sql);
  expect(statements.filter((sql) => sql.includes('limit cast(?')).length).toBeGreaterThan(5);
  expect(statements.filter((sql) => /(?:limit|offset) \?/.test(sql))).toEqual([]);
});

/** Every statement of the stores, with the plan of SQLite. */
async function explainAll(): Promise<(readonly [sql: string, plan: string])[]> {
  const statements = new Set<string>();
  const connect = rewriteStatements((sql) => {
    statements.add(sql);
    return sql;
  });
  const harness = await openSqliteHarness({ connect });
  await checkTenantIsolation(harness);
  await harness.close();
  const dataDir = makeDataDirectory();
  await (await openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger })).close();
  const database = new Database(toDatabaseFile(dataDir), { readonly: true });
  const stores = [...statements].filter((sql) => /^(select|update|delete|insert) .*"/s.test(sql));
  const plans = stores.map((sql) => [sql, explain(database, sql)] as const);
  database.close();
  rmSync(dataDir, { recursive: true });
  return plans;
}

function explain(database: Database.Database, sql: string): string {
  const parameters = Array.from(sql.matchAll(/\?/g), () => 1);
  const plan = database.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`);
  return plan
    .all(parameters)
    .map(({ detail }) => detail)
    .join('\n');
}
