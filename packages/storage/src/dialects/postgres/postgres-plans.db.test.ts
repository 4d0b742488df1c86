import { invariant } from '@memory-api/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW, TENANT, aMemory } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import type { Transaction } from '../../transaction.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { createMigratedDatabase, describeOnPostgres, type TestDatabase, toTestOptions } from './postgres-fixture.js';
import { createPool } from './postgres-pool.js';

// A namespace among many: the planner multiplies what it knows of the columns, and takes it for one memory.
const LARGE = 4000;
const ORGANIZATIONS = 300;
const SMALL = 30;
// What any of these requests may read of a table: a page and a little, never a namespace.
const MOST_ROWS = 250;

type Sent = { readonly sql: string; readonly values: readonly unknown[] };
type Plan = { readonly [field: string]: unknown; readonly Plans?: readonly Plan[] };

describeOnPostgres('the plans of PostgreSQL', (servers) => {
  let database: TestDatabase;
  let admin: pg.Client;
  let storage: Storage;
  const sent: Sent[] = [];

  beforeAll(async () => {
    database = await createMigratedDatabase(servers.postgres18);
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(FILL);
    const options = toTestOptions(database.url);
    const pool = createPool({ ...options, size: 2 }, options.logger);
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (sql: string, values?: unknown[]) => Promise<pg.QueryResult>;
      Object.assign(client, {
        query: (sql: string, values: unknown[] = []) => {
          if (/memor(?:ies|y_versions)"/.test(sql)) sent.push({ sql, values });
          return query(sql, values);
        },
      });
    });
    storage = await openPostgresStorage({ ...options, migrate: false }, { pool });
  });
  afterAll(async () => {
    await admin.end();
    await storage.close();
    await database.drop();
  });

  /** The statements of a request, and how many rows of the tables each of them looks at. */
  async function readRows(request: () => Promise<unknown>): Promise<(readonly [sql: string, rows: number])[]> {
    sent.length = 0;
    await request();
    const rows: (readonly [string, number])[] = [];
    // One after the other, as they were sent: a version is copied from the row that was changed before.
    await admin.query('begin');
    for (const { sql, values } of sent) {
      const { rows: plans } = await admin.query(`explain (analyze, format json) ${sql}`, [...values]);
      rows.push([sql, toRowsRead(plans[0]['QUERY PLAN'][0].Plan)]);
    }
    await admin.query('rollback');
    return rows;
  }

  /** A write that is taken back: what it sent meets the same rows when it is explained. */
  async function tryWrite(body: (tx: Transaction) => Promise<unknown>): Promise<void> {
    const taken = storage.write(async (tx) => {
      await body(tx);
      throw new TakenBack();
    });
    await expect(taken).rejects.toBeInstanceOf(TakenBack);
  }

  const ids = Array.from({ length: 100 }, (_, place) => `m${place * 37}`);
  const change = { keyId: null, nowMs: NOW };
  const requests: readonly (readonly [name: string, send: () => Promise<unknown>])[] = [
    ['a memory by id', () => storage.memories.get(TENANT, null, 'm17', NOW)],
    ['the rows of what a query found', () => storage.recallSource.getMany(TENANT, 'default', ids)],
    ['a page of a list', () => storage.memories.list(TENANT, null, { nowMs: NOW, perPage: 100 })],
    ['a page of a namespace', () => storage.memories.list(TENANT, ['default'], { nowMs: NOW, perPage: 100, page: 2 })],
    [
      'the last changes',
      () => storage.recallSource.changesSince(TENANT, 'default', toPosition(LARGE - 3), { limit: 100 }),
    ],
    ['a page of a load', () => storage.recallSource.changesSince(TENANT, 'default', null, { limit: 100 })],
    ['a create', () => tryWrite((tx) => storage.memories.create(tx, TENANT, null, aMemory({ id: 'new' })))],
    ['an update', () => tryWrite((tx) => storage.memories.update(tx, TENANT, null, 'm17', { text: 'x', ...change }))],
    ['a deletion', () => tryWrite((tx) => storage.memories.delete(tx, TENANT, null, 'm17', change))],
  ];

  describe.each([
    ['before there are statistics', 'select'],
    ['with statistics', 'analyze'],
  ])('%s', (_, prepare) => {
    beforeAll(async () => {
      await admin.query(prepare);
    });

    it.each(requests)('read no namespace for %s', async (_name, send) => {
      const found = await readRows(send);
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(([, rows]) => rows > MOST_ROWS)).toEqual([]);
    });
  });

  it('are held to their rows by a count that would see a namespace read', async () => {
    const whole = () => storage.recallSource.changesSince(TENANT, 'default', null, { limit: LARGE });
    expect(Math.max(...(await readRows(whole)).map(([, rows]) => rows))).toBeGreaterThanOrEqual(LARGE);
  });
});

class TakenBack extends Error {}

function toPosition(revision: number) {
  return { epoch: 1, revision, purgedBelow: 0 };
}

/** Rows that the scans of a plan looked at, those that they passed over among them. */
function toRowsRead(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, child) => sum + toRowsRead(child), 0);
  if (plan['Relation Name'] === undefined || !String(plan['Node Type']).includes('Scan')) return below;
  const [rows, removed, loops] = ['Actual Rows', 'Rows Removed by Filter', 'Actual Loops'].map(
    (name) => plan[name] ?? 0,
  );
  invariant(typeof rows === 'number' && typeof loops === 'number', 'a plan that was run tells its rows');
  return below + (rows + Number(removed)) * loops;
}

const toRows = (organizations: string, count: number): string => `
insert into namespaces select org_id, 'live', 'default', 1, ${count}, 0, ${count}, ${count} from (${organizations}) as o;
insert into memories (org_id, environment, namespace, id, version, seq, revision, created_at_ms, updated_at_ms, metadata,
  text, vectors) select org_id, 'live', 'default', 'm' || i, 1, i, i, ${NOW} - i, ${NOW} - i, '{}', 'a fact', '{}'
  from (${organizations}) as o, generate_series(1, ${count}) as i;`;

const FILL = `
alter table memories set (autovacuum_enabled = false);
alter table memory_versions set (autovacuum_enabled = false);
${toRows(`select 'org_' || n as org_id from generate_series(1, ${ORGANIZATIONS}) as n`, SMALL)}
${toRows(`select '${TENANT.orgId}' as org_id`, LARGE)}
insert into memory_versions (org_id, environment, memory_id, version, namespace, action, changed, at_ms, metadata, text,
  vectors) select org_id, environment, id, version, namespace, 'create', '[]', created_at_ms, metadata, text, vectors
  from memories;`;
