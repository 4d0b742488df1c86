import { closeSync, existsSync, fsyncSync, linkSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '@memory-api/contract';
import type { Storage } from '../storage-port.js';
import { TransferError } from './transfer-error.js';

/** How the files of each engine begin. */
const MAGIC = { sqlite: 'SQLite format 3\0', postgres: 'PGDMP' } as const;

/**
 * Tells by its first bytes which engine a backup is of.
 *
 * @throws TransferError `ARGUMENT` where there is no such file, `BACKUP_UNFIT` where it is no backup
 */
export function readBackupEngine(path: string): Storage['engine'] {
  const start = readStart(path);
  for (const engine of ['sqlite', 'postgres'] as const) if (start.startsWith(MAGIC[engine])) return engine;
  throw new TransferError('BACKUP_UNFIT', `${path} is no backup: npm run backup makes one.`);
}

function readStart(path: string): string {
  const bytes = Buffer.alloc(16);
  try {
    const file = openSync(path, 'r');
    try {
      return bytes.toString('latin1', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new TransferError('ARGUMENT', `The backup ${path} can't be read: ${messageOf(cause)}.`, cause);
  }
}

/**
 * Has a new file written beside its place and puts it there once it is whole and on the disk; only its user may read it.
 * A file that is there already is never touched.
 */
export async function writeNewFile(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.partial`;
  if (existsSync(path)) throw toTaken(path);
  claim(partial);
  try {
    await write(partial);
    syncToDisk(partial);
    publish(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
  syncToDisk(dirname(resolve(path)));
}

function claim(partial: string): void {
  try {
    closeSync(openSync(partial, 'wx', 0o600));
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const message = isTaken
      ? `${partial} is there: another backup is writing it, or one was interrupted; in that case delete it.`
      : `${partial} can't be written: ${messageOf(cause)}.`;
    throw new TransferError(isTaken ? 'NOT_EMPTY' : 'ARGUMENT', message, cause);
  }
}

// A link, unlike a renaming, fails where something has appeared at the place meanwhile.
function publish(partial: string, path: string): void {
  try {
    linkSync(partial, path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'EEXIST' || existsSync(path)) throw toTaken(path);
    // Some file systems have no links.
    renameSync(partial, path);
  }
}

/** Returns once a file, or the entries of a directory, would outlast a power cut. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function toTaken(path: string): TransferError {
  return new TransferError('NOT_EMPTY', `${path} is there already, and a backup overwrites nothing: name a new file.`);
}
