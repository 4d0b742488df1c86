import type pg from 'pg';
import { createEpoch } from '../../memories/namespace-revision.js';
import { TABLE_LAYOUTS } from '../../transfer/table-layout.js';
import { TransferError } from '../../transfer/transfer-error.js';
import { assertQuiet, withAdminClient } from './admin-client.js';
import { ensureRoles } from './migrate-postgres.js';
import { SCHEMA } from './postgres-access.js';
import { toPlace } from './postgres-place.js';
import { type ProgramEnvironment, runProgram, startProgram, toProgramTarget, toReason } from './postgres-programs.js';
import { type Archive, readArchive, toUnfit } from './read-archive.js';

/** Which backup to put where, and as whom. */
export type PostgresRestore = {
  readonly path: string;
  readonly adminUrl: string;
  /** Whether what the database holds of ours may be replaced. */
  readonly force: boolean;
  readonly environment: ProgramEnvironment;
};

const TABLES = [...TABLE_LAYOUTS.map(({ name }) => name), 'schema_migrations'];

/** Puts a backup into a database, in one transaction: where it fails, whatever was there is untouched. */
export async function restorePostgres(restore: PostgresRestore): Promise<void> {
  const { path, adminUrl, force, environment } = restore;
  const archive = await readArchive(path, environment);
  await runProgram('psql', ['--version'], environment);
  await withAdminClient(adminUrl, async (client) => {
    const place = toPlace(adminUrl);
    await assertQuiet(client, adminUrl, 'stop every server on it first');
    if (!force) await assertEmpty(client, place);
    await assertCanHold(client, place, archive);
    await ensureRoles(client);
    await restoreInOneTransaction(restore);
    await client.query('analyze');
  });
}

async function assertEmpty(client: pg.Client, place: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select name from unnest($1::text[]) as name where to_regclass(name) is not null',
    [TABLES],
  );
  if (rows.length === 0) return;
  const message = `${place} holds tables already (${rows[0]?.name}): restore into an empty database, or give --force to replace them.`;
  throw new TransferError('NOT_EMPTY', message);
}

async function assertCanHold(client: pg.Client, place: string, { needsPgvector }: Archive): Promise<void> {
  if (!needsPgvector) return;
  const { rows } = await client.query(`select from pg_available_extensions where name = 'vector'`);
  if (rows.length > 0) return;
  const message = `The backup keeps vectors with pgvector, which the server of ${place} doesn't have: install it there, or restore elsewhere and bring it over with npm run move.`;
  throw new TransferError('BACKUP_UNFIT', message);
}

/**
 * `pg_restore` writes the statements, and `psql` runs them between ours. Its own way of using a single transaction would
 * leave out what has to happen in the same one: dropping the old tables before, and new epochs after.
 */
async function restoreInOneTransaction({ path, adminUrl, environment }: PostgresRestore): Promise<void> {
  const target = toProgramTarget(adminUrl, environment);
  const [reader, writer] = await Promise.all([
    startProgram('pg_restore', [...READ_ARGS, path], target.environment),
    startProgram('psql', [...WRITE_ARGS, `--dbname=${target.url}`], target.environment),
  ]);
  reader.child.stdin?.end();
  writer.child.stdout?.resume();
  writer.child.stdin?.write(BEFORE);
  // Without an end: what comes after depends on how the reader has ended.
  if (writer.child.stdin !== null) reader.child.stdout?.pipe(writer.child.stdin, { end: false });
  // Once nobody takes its statements, the reader would wait for ever.
  void writer.ended.then(() => reader.child.stdout?.destroy());
  const read = await reader.ended;
  writer.child.stdin?.end(read.code === 0 ? toAfter() : undefined);
  const written = await writer.ended;
  if (written.code !== 0) throw toUnfit(path, `psql says ${toReason(written.stderr)}`);
  if (read.code !== 0) throw toUnfit(path, `pg_restore says ${toReason(read.stderr)}`);
}

const READ_ARGS = ['--file=-', '--no-owner', '--no-comments', '--no-tablespaces'];
const WRITE_ARGS = ['--no-psqlrc', '--quiet', '--no-password', '--set=ON_ERROR_STOP=1'];

// Whoever else uses the tables is told of by an error, not waited for.
const BEFORE = `begin;
set local search_path = ${SCHEMA};
set local lock_timeout = '10s';
drop table if exists ${TABLES.join(', ')};
drop function if exists refuse_to_change_audit_log();
drop function if exists refuse_to_change_plan_changes();
drop function if exists refuse_to_change_ledger();
drop function if exists refuse_to_change_usage_alerts();
drop function if exists refuse_to_change_invoices();
drop function if exists refuse_to_change_credits();
drop function if exists refuse_to_change_credit_uses();
drop function if exists refuse_to_change_agreement_changes();
`;

/** The statements of a backup leave the search path empty. New epochs make every index of an earlier state void. */
function toAfter(): string {
  return `set local search_path = ${SCHEMA};
update namespaces set epoch = ${createEpoch()};
commit;
`;
}
