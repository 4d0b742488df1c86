import type { Kysely } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Storage } from '../storage-port.js';
import type { Tables } from '../tables.js';

/** One end of a move: a database on a connection of its own, which sees the rows of every tenant. */
export interface MoveSide {
  readonly engine: Storage['engine'];
  /** Where it is, to be shown: never with a password. */
  readonly place: string;
  /** The number of the last step of its schema. */
  readonly schema: number;
  readonly db: Kysely<Tables>;
  readonly codec: Codec;
  /** Runs a body as one durable transaction; the source has none. */
  commit(body: () => Promise<void>): Promise<void>;
  /** Leaves the target as a server likes to find it. */
  settle(): Promise<void>;
  /** What the engine says of an error; null where it isn't one of the engine's. */
  explain(error: unknown): string | null;
  close(): Promise<void>;
}
