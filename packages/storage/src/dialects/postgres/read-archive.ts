import { StorageOpenError } from '../../storage-open-error.js';
import { TransferError } from '../../transfer/transfer-error.js';
import { latestVersion } from '../migration.js';
import { migrations } from './migrations/migrations.js';
import { type ProgramEnvironment, runProgram } from './postgres-programs.js';

/** What a backup says of itself before any of it is restored. */
export type Archive = {
  /** Whether its vectors are of pgvector's type. */
  readonly needsPgvector: boolean;
};

/** Reads the contents of a backup, and refuses one that isn't ours, or that a newer version has made. */
export async function readArchive(path: string, environment: ProgramEnvironment): Promise<Archive> {
  const list = await readList(path, environment);
  if (!/ TABLE DATA \S+ schema_migrations /.test(list)) throw toUnfit(path, 'it is a database of something else');
  const data = await runOn(path, ['--data-only', '--table=schema_migrations', '--file=-'], environment);
  const numbers = [...data.matchAll(/^(\d+)\t/gm)].map(([, number]) => Number(number));
  assertNotNewer(path, Math.max(0, ...numbers));
  return { needsPgvector: / EXTENSION - vector /.test(list) };
}

async function readList(path: string, environment: ProgramEnvironment): Promise<string> {
  return runOn(path, ['--list'], environment);
}

async function runOn(path: string, args: readonly string[], environment: ProgramEnvironment): Promise<string> {
  try {
    return await runProgram('pg_restore', [...args, path], environment);
  } catch (error) {
    // What can't be started says so itself.
    if (!(error instanceof TransferError) || error.cause !== undefined) throw error;
    throw toUnfit(path, error.message.replace(/\.$/, ''), error);
  }
}

function assertNotNewer(path: string, version: number): void {
  const known = latestVersion(migrations);
  if (version <= known) return;
  throw new StorageOpenError({
    code: 'SCHEMA_NEWER',
    place: path,
    message: `The backup ${path} has schema ${version}, made by a newer version of Memory API; this one knows up to ${known}: restore it with the newer version.`,
  });
}

/** A backup that can't be restored, and why. */
export function toUnfit(path: string, reason: string, cause?: unknown): TransferError {
  return new TransferError('BACKUP_UNFIT', `The backup ${path} can't be used: ${reason}.`, cause);
}
