import { invariant } from '@memory-api/contract';
import {
  type CompiledQuery,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Tables } from '../../tables.js';
import { createKyselyOn } from '../kysely-on-connection.js';

/** Runs a compiled statement somewhere. */
export type ExecuteStatement = <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;

/** Kysely that writes PostgreSQL's statements and has them run by `executeQuery`. */
export function createPostgresKysely(executeQuery: ExecuteStatement): Kysely<Tables> {
  return createKyselyOn(
    { executeQuery, streamQuery: refuseStream },
    {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  );
}

// eslint-disable-next-line require-yield -- the interface wants a generator; no store streams
async function* refuseStream<Row>(): AsyncIterableIterator<QueryResult<Row>> {
  invariant(false, 'no statement is streamed: a portal would not fit a pipeline');
}
