import { invariant } from '@memory-api/contract';
import type pg from 'pg';
import type { Engine } from '../engine.js';
import { SCHEMA, type Timeouts } from './postgres-access.js';
import { createPostgresCodec, type VectorColumn } from './postgres-codec.js';
import { createPostgresKysely } from './postgres-dialect.js';
import { postgresLocks } from './postgres-locks.js';
import { postgresMemoriesByIds } from './postgres-memories-by-ids.js';
import { createReader } from './postgres-reader.js';

/** What the stores work with, over a pool of connections. */
export function createPostgresEngine(parts: {
  readonly pool: pg.Pool;
  readonly timeouts: Timeouts;
  readonly vectors: VectorColumn;
  readonly pause?: (() => Promise<void>) | undefined;
}): Engine {
  return {
    builder: createPostgresKysely(refuseStatement),
    reader: createReader(parts),
    codec: createPostgresCodec(parts.vectors),
    memoriesByIds: postgresMemoriesByIds,
    locks: postgresLocks,
    // Every statement is waited for: nothing holds the thread.
    pause: parts.pause ?? (() => Promise.resolve()),
  };
}

function refuseStatement(): Promise<never> {
  invariant(false, 'a builder runs no statements');
}

/** How this database keeps vectors; its number for a type differs from that of any other. */
export async function readVectorColumn(client: pg.Client): Promise<VectorColumn> {
  const { rows } = await client.query<{ name: string; element: number }>(
    `select t.typname as name, t.typelem::int as element from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = '${SCHEMA}.memories'::regclass and a.attname = 'vectors'`,
  );
  const [type] = rows;
  invariant(type !== undefined, 'the first migration makes the column of vectors');
  return type.name === '_halfvec' ? { kind: 'halfvec', elementOid: type.element } : { kind: 'bytea' };
}
