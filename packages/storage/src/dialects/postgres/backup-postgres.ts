import { refuseUnfinishedMove } from '../../transfer/move-mark.js';
import { assertHasData, readServerMajor, withAdminClient } from './admin-client.js';
import { hasMoveMark } from './check-database.js';
import { toPlace } from './postgres-place.js';
import { assertProgramFits, type ProgramEnvironment, runProgram, toProgramTarget } from './postgres-programs.js';

/** What to back up, as whom, and where to. */
export type PostgresBackup = {
  readonly adminUrl: string;
  /** Overwritten. */
  readonly file: string;
  readonly environment: ProgramEnvironment;
};

/** Writes a database into a file, in the format of `pg_dump` that `pg_restore` reads: one snapshot, beside servers. */
export async function backupPostgres({ adminUrl, file, environment }: PostgresBackup): Promise<void> {
  await withAdminClient(adminUrl, async (client) => {
    const place = toPlace(adminUrl);
    await assertHasData(client, place);
    if (await hasMoveMark(client)) refuseUnfinishedMove(`the database ${place}`);
    await assertProgramFits('pg_dump', await readServerMajor(client), environment);
  });
  const target = toProgramTarget(adminUrl, environment);
  const args = ['--format=custom', '--no-password', `--file=${file}`, `--dbname=${target.url}`];
  await runProgram('pg_dump', args, target.environment);
}
