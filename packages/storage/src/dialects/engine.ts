import type { Kysely } from 'kysely';
import type { BooleanColumn, JsonColumn, Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';

/** How values that engines keep differently cross over. Times are epoch milliseconds everywhere. */
export interface Codec {
  /** Writes JSON with the keys of objects in order, so that every engine gives the same bytes back. */
  toJson(value: unknown): JsonColumn;
  fromJson(column: JsonColumn): unknown;
  toBytes(bytes: Uint8Array | Int8Array): Uint8Array;
  fromBytes(column: Uint8Array): Int8Array;
  toBoolean(value: boolean): BooleanColumn;
  fromBoolean(column: BooleanColumn): boolean;
}

/** Locks that end with the transaction. Nothing to do for an engine with a single writer. */
export interface Locks {
  organization(db: Kysely<Tables>, orgId: string): Promise<void>;
  /** Takes the namespaces in the order of their names, so that no two writers wait for each other. */
  namespaces(db: Kysely<Tables>, tenant: Tenant, names: readonly string[]): Promise<void>;
}

/** What the stores know of an engine, beside Kysely. */
export interface Engine {
  /** Runs single statements, each on a snapshot of its own that holds every answered write. */
  readonly reader: Kysely<Tables>;
  readonly codec: Codec;
  /** What keeps writers apart until a transaction ends, where more than one can write at a time. */
  readonly locks: Locks;
  /** Lets other work of the process go on between two pieces of a long one. */
  pause(): Promise<void>;
}
