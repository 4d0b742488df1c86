import { messageOf } from '@memory-api/contract';

/** Why a data directory or a database could not be opened. */
export type StorageOpenErrorCode =
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_UNUSABLE'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_UNFIT'
  | 'MOVE_UNFINISHED'
  | 'ROLES_UNSAFE'
  | 'SCHEMA_NEWER'
  | 'SCHEMA_OLDER';

/** A data directory or a database that cannot be opened. `message` is one line for whoever started the process. */
export class StorageOpenError extends Error {
  /** Why, for a program. */
  readonly code: StorageOpenErrorCode;
  /** The directory or the database at fault; without the name and the password of a user. */
  readonly place: string;

  constructor(options: {
    readonly code: StorageOpenErrorCode;
    readonly place: string;
    readonly message: string;
    readonly cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'StorageOpenError';
    this.code = options.code;
    this.place = options.place;
  }
}

/** Says in one line that a part of a data directory cannot be used; `what` says which and how. */
export function createUnusableError(options: {
  readonly dataDir: string;
  readonly what: string;
  readonly cause: unknown;
}): StorageOpenError {
  const { dataDir, what, cause } = options;
  const message = `${what}: ${messageOf(cause)}.`;
  return new StorageOpenError({ code: 'DATA_DIR_UNUSABLE', place: dataDir, message, cause });
}
