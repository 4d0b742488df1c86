import type { Kysely, RawBuilder } from 'kysely';
import type { Access } from '../access.js';
import type { MemoryRow } from '../memories/memory-row.js';
import type { BooleanColumn, JsonColumn, Tables, VectorsColumn } from '../tables.js';
import type { Tenant } from '../tenant.js';

/** How values that engines keep differently cross over. Times are epoch milliseconds everywhere. */
export interface Codec {
  /** Writes JSON with the keys of objects in order, so that every engine gives the same bytes back. */
  toJson(value: unknown): JsonColumn;
  fromJson(column: JsonColumn): unknown;
  /** JSON where a statement selects it, and its type doesn't follow from the column that takes it. */
  selectJson(column: JsonColumn): RawBuilder<JsonColumn>;
  /** Int8 vectors end to end, none or more, with `dimensions` values each. */
  toVectors(vectors: Uint8Array | Int8Array, dimensions: number): VectorsColumn;
  fromVectors(column: VectorsColumn): Int8Array;
  /** Vectors of a row, selected in the form that `fromVectors` reads. */
  selectVectors<Column extends VectorsColumn | null>(vectors: RawBuilder<Column>): RawBuilder<Column>;
  toBoolean(value: boolean): BooleanColumn;
  fromBoolean(column: BooleanColumn): boolean;
}

/** Locks that end with the transaction. Nothing to do for an engine with a single writer. */
export interface Locks {
  /** Keeps other transactions from whatever is decided under the same name. */
  named(db: Kysely<Tables>, name: string): Promise<void>;
  /** Takes the namespaces that exist, in the order of their names, so that no two writers wait for each other. */
  namespaces(db: Kysely<Tables>, tenant: Tenant, names: readonly string[]): Promise<void>;
}

/** Where memories are looked for: in one namespace, or in all of a tenant. */
export type MemoryPlace = { readonly tenant: Tenant; readonly namespace?: string };

/** What the stores know of an engine, beside Kysely. */
export interface Engine {
  /** Builds statements, to be compiled once; runs none. */
  readonly builder: Kysely<Tables>;
  /** Runs single statements, each on a snapshot of its own that holds every answered write. */
  reader(access: Access): Kysely<Tables>;
  readonly codec: Codec;
  /** Live memories by id, in any order; those that are not there are left out. */
  memoriesByIds(db: Kysely<Tables>, place: MemoryPlace, ids: readonly string[]): Promise<readonly MemoryRow[]>;
  /** What keeps writers apart until a transaction ends, where more than one can write at a time. */
  readonly locks: Locks;
  /** Lets other work of the process go on between two pieces of a long one. */
  pause(): Promise<void>;
}
