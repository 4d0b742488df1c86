import { invariant } from '@memory-api/contract';
import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { PoolClient, QueryResult as PostgresResult } from 'pg';
import type { Access } from '../../access.js';
import type { Tables } from '../../tables.js';
import { type Timeouts, toAccessName, toEnterStatements } from './postgres-access.js';
import { createPostgresKysely } from './postgres-dialect.js';

// The level is named, for the defaults of a database can be changed.
const BEGIN = 'begin isolation level read committed';
const BEGIN_READING = `${BEGIN} read only`;
// What the server has answered outlives this process in any case; a loss of power takes the last half second at most.
const BEGIN_QUICKLY = `${BEGIN}; set local synchronous_commit = off`;

/**
 * A transaction on one connection. It begins with its first statement, and what a statement needs before it (the
 * beginning, a change of the access) travels with it: the connection is a pipeline, one round trip a statement.
 */
export class PostgresTransaction {
  readonly #client: PoolClient;
  readonly #timeouts: Timeouts;
  readonly #begin: string;
  #entered: string | null = null;

  constructor(client: PoolClient, timeouts: Timeouts, durability: 'disk' | 'process') {
    this.#client = client;
    this.#timeouts = timeouts;
    this.#begin = durability === 'disk' ? BEGIN : BEGIN_QUICKLY;
  }

  /** A way to run statements in it with one access. */
  connect(access: Access): Kysely<Tables> {
    return createPostgresKysely((query) => this.#run(access, query));
  }

  /** Rejects where nothing, or perhaps nothing, was kept. */
  async commit(): Promise<void> {
    if (this.#entered === null) return;
    const { command } = await this.#client.query('commit');
    invariant(command === 'COMMIT', 'a transaction in which a statement failed is not committed');
  }

  async rollback(): Promise<void> {
    if (this.#entered !== null) await this.#client.query('rollback');
  }

  async #run<Row>(access: Access, query: CompiledQuery): Promise<QueryResult<Row>> {
    const name = toAccessName(access);
    const before: Promise<unknown>[] = [];
    if (this.#entered !== name) {
      const enter = toEnterStatements(access, this.#timeouts);
      before.push(this.#client.query(this.#entered === null ? `${this.#begin}; ${enter}` : enter));
    }
    this.#entered = name;
    const answer = send(this.#client, query);
    // Together: the first to fail is the cause, and none is left without somebody who hears of it.
    const [result] = await Promise.all([answer, ...before]);
    return toKyselyResult<Row>(result);
  }
}

/** Runs one statement in a transaction of its own, which can only read: three messages, one round trip. */
export async function readOnce<Row>(
  client: PoolClient,
  access: Access,
  query: CompiledQuery,
  timeouts: Timeouts,
): Promise<QueryResult<Row>> {
  const before = client.query(`${BEGIN_READING}; ${toEnterStatements(access, timeouts)}`);
  const answer = send(client, query);
  const [result] = await Promise.all([answer, before, client.query('commit')]);
  return toKyselyResult<Row>(result);
}

function send(client: PoolClient, { sql, parameters }: CompiledQuery): Promise<PostgresResult> {
  return client.query(sql, [...parameters]);
}

function toKyselyResult<Row>({ rows, rowCount, command }: PostgresResult): QueryResult<Row> {
  // What a statement selects, only its builder knows.
  const found = rows as Row[];
  return command === 'SELECT' ? { rows: found } : { rows: found, numAffectedRows: BigInt(rowCount ?? 0) };
}
