import { expect, it } from 'vitest';
import { checkTenantIsolation } from '../../conformance/tenant-isolation-fixture.js';
import {
  type TenantMutant,
  expectTenantInEach,
  takeComparisonOut,
  takeTenantOut,
  drawTenantMutants,
  toTenantMutants,
} from '../../conformance/tenant-statements-fixture.js';
import { createMigratedDatabase, describeOnPostgres, queryPostgres } from './postgres-fixture.js';
import { usePostgresHarness } from './postgres-harness-fixture.js';

// What is waited for is the way to the server and back.
const LANES = 4;

/** The look-up tables, which find a tenant by what only it knows. */
const LOOK_UPS = ['organization_emails_pkey', 'api_key_hashes_pkey'];
/** What the sweeper searches by: it looks for what is due, whoever it belongs to. */
const SWEEPS = [
  'memories_expired',
  'memories_deleted',
  'memory_versions_superseded',
  'idempotency_created',
  'collections_due',
];
/** What namespaces are found by that have yet to come to another model. */
const MODELS = ['namespaces_model', 'namespaces_next_model'];
/** What notes of memories are found by that are old enough to be counted. */
const NOTES = ['stored_changes_at'];

describeOnPostgres('abuse 45: the tenant in PostgreSQL', (servers) => {
  const lanes = Array.from({ length: LANES }, () => useLane(servers.postgres18));
  const [isIsolatedWith] = lanes;

  async function recordStatements(): Promise<ReadonlySet<string>> {
    const statements = new Set<string>();
    const isIsolated = await isIsolatedWith?.((sql) => {
      statements.add(sql);
      return sql;
    });
    expect(isIsolated).toBe(true);
    return statements;
  }

  it('is compared in every statement, as often as the statement names a table that has one', async () => {
    expectTenantInEach(await recordStatements());
  });

  it('can be taken out of every statement at once: row-level security lets nothing through', async () => {
    const mutants = toTenantMutants(await recordStatements());
    const changed = new Set<TenantMutant>();
    const takeAllOut = (sql: string): string => {
      const own = mutants.filter((mutant) => takeTenantOut(sql, mutant) !== sql);
      for (const mutant of own) changed.add(mutant);
      // From the last comparison on, so that those before it keep their number.
      return own.toReversed().reduce((text, { comparison }) => takeComparisonOut(text, comparison), sql);
    };
    expect(await isIsolatedWith?.(takeAllOut)).toBe(true);
    expect(changed.size).toBe(mutants.length);
    expect(await isIsolatedWith?.((sql) => takeAllOut(passRowSecurity(sql)))).toBe(false);
  });

  it('cannot be taken out of any statement that is run past row-level security', async () => {
    const mutants = drawTenantMutants(await recordStatements());
    expect(mutants.length).toBeGreaterThan(20);
    expect(await isIsolatedWith?.(passRowSecurity)).toBe(true);
    const left = [...mutants];
    const survivors: TenantMutant[] = [];
    const run = async (isIsolated: IsIsolatedWith): Promise<void> => {
      for (let mutant = left.pop(); mutant !== undefined; mutant = left.pop()) {
        const taken = mutant;
        if (await isIsolated((sql) => takeTenantOut(passRowSecurity(sql), taken))) survivors.push(taken);
      }
    };
    await Promise.all(lanes.map(run));
    expect(survivors).toEqual([]);
  }, 600_000);

  it.each([servers.postgres18, servers.postgres15])(
    'is the first column of every key and index, but those of look-ups, the sweeper, models and notes (%#)',
    async (server) => {
      const database = await createMigratedDatabase(server);
      const indexes = await queryPostgres(database.url, INDEXES);
      await database.drop();
      expect(indexes.length).toBeGreaterThan(15);
      const others = indexes.filter(({ columns }) => !String(columns).startsWith('org_id'));
      expect(others.map(({ name }) => name).toSorted()).toEqual(
        [...LOOK_UPS, ...SWEEPS, ...MODELS, ...NOTES].toSorted(),
      );
      const alone = indexes.filter(({ columns, has_environment: has }) => has === true && columns === 'org_id');
      expect(alone).toEqual([]);
    },
  );
});

type IsIsolatedWith = (rewrite: (sql: string) => string) => Promise<boolean>;

/** A database of its own, and a way to tell whether tenants are apart in it when statements are rewritten. */
function useLane(server: string): IsIsolatedWith {
  let rewrite = (sql: string): string => sql;
  const open = usePostgresHarness(server, { rewrite: (sql) => rewrite(sql) });
  return async (rewriting) => {
    rewrite = rewriting;
    const harness = await open();
    try {
      await checkTenantIsolation(harness);
      return true;
    } catch {
      return false;
    } finally {
      await harness.close();
    }
  };
}

/** Stays the superuser that the tests connect as, whom no policy holds. */
function passRowSecurity(sql: string): string {
  return sql.replace('set local role ', 'set local memory_api.role = ');
}

/** Every index of a table that has a tenant, with the first two of its columns. */
const INDEXES = `
select i.relname as name,
  concat_ws(' ', pg_get_indexdef(i.oid, 1, true), nullif(pg_get_indexdef(i.oid, 2, true), '')) as columns,
  exists (select from pg_attribute e where e.attrelid = t.oid and e.attname = 'environment') as has_environment
from pg_index x
join pg_class i on i.oid = x.indexrelid
join pg_class t on t.oid = x.indrelid
join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
where exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id' and not a.attisdropped)`;
