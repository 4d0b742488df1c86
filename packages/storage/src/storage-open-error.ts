/** Why a data directory could not be opened. */
export type StorageOpenErrorCode = 'DATA_DIR_IN_USE' | 'DATA_DIR_UNUSABLE' | 'SCHEMA_NEWER' | 'SCHEMA_OLDER';

/** A data directory that cannot be opened. `message` is one line for whoever started the process. */
export class StorageOpenError extends Error {
  /** Why, for a program. */
  readonly code: StorageOpenErrorCode;
  /** The directory at fault. */
  readonly dataDir: string;

  constructor(options: {
    readonly code: StorageOpenErrorCode;
    readonly dataDir: string;
    readonly message: string;
    readonly cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'StorageOpenError';
    this.code = options.code;
    this.dataDir = options.dataDir;
  }
}
