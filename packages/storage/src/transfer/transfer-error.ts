/** Why a move, a backup or a restore was refused, or could not go on. */
export type TransferErrorCode =
  /** What was given can't be meant: no such file or place, or the same one twice. */
  | 'ARGUMENT'
  /** Somebody works with what has to be quiet. */
  | 'IN_USE'
  /** There is something where nothing may be. */
  | 'NOT_EMPTY'
  /** The user of the database may not do it. */
  | 'RIGHTS'
  /** The file is no backup, one of another engine, or damaged. */
  | 'BACKUP_UNFIT'
  /** A program of PostgreSQL is missing, too old, or has failed. */
  | 'PROGRAM'
  /** The database or the disk gave up on the way. */
  | 'INTERRUPTED';

/** A move, a backup or a restore that was refused or gave up. `message` is one line for whoever started it. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  /** Why, for a program. */
  readonly code: TransferErrorCode;

  constructor(code: TransferErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
