import type { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { MoveSide } from '../../transfer/move-side.js';
import { TransferError } from '../../transfer/transfer-error.js';
import { assertHasData, assertQuiet, explainPostgres, openAdminClient, toTransferError } from './admin-client.js';
import { assertCurrentSchema } from './check-database.js';
import { migratePostgres, readSchemaVersion } from './migrate-postgres.js';
import { migrations } from './migrations/migrations.js';
import { createPostgresCodec } from './postgres-codec.js';
import { createPostgresKysely } from './postgres-dialect.js';
import { readVectorColumn } from './postgres-engine.js';
import { isLostConnection, postgresCodeOf } from './postgres-failure.js';
import { toPlace } from './postgres-place.js';

/** Opens a database to move it elsewhere: everything is read as it is at one moment. */
export function openPostgresSource(url: string, { force }: { readonly force: boolean }): Promise<MoveSide> {
  return openSide(url, async (client) => {
    if (!force) await assertQuiet(client, url, 'stop it, or give --force to move what is there at this moment');
    await assertHasData(client, toPlace(url));
    await assertCurrentSchema(client, toPlace(url), migrations);
    await client.query('begin isolation level repeatable read read only');
  });
}

/** Opens a database to move into it; the tables are made where there are none. */
export function openPostgresTarget(url: string): Promise<MoveSide> {
  return openSide(url, async (client) => {
    await lockTarget(client, url);
    if ((await readSchemaVersion(client)) === 0) await makeSchema(client, url);
    await assertCurrentSchema(client, toPlace(url), migrations);
  });
}

async function openSide(url: string, prepare: (client: pg.Client) => Promise<void>): Promise<MoveSide> {
  const client = await openAdminClient(url);
  try {
    await prepare(client);
    const codec = createPostgresCodec(await readVectorColumn(client));
    return { ...createSide(url, client), codec, schema: await readSchemaVersion(client) };
  } catch (error) {
    await client.end();
    throw toTransferError(url, error);
  }
}

// Any number that no other program is likely to lock by.
const MOVE_LOCK = 7_301_956_240_118;
const LOCK_NOT_HAD = '55P03';

/** The connection of a move that was killed may still be ending, so it is waited for. */
async function lockTarget(client: pg.Client, url: string): Promise<void> {
  try {
    await client.query(`set lock_timeout = '10s'`);
    await client.query('select pg_advisory_lock($1)', [MOVE_LOCK]);
  } catch (error) {
    if (postgresCodeOf(error) !== LOCK_NOT_HAD) throw error;
    throw new TransferError('IN_USE', `Another move into ${toPlace(url)} is under way: wait for its end.`, error);
  }
}

async function makeSchema(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ login: string }>('select session_user as login');
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await migratePostgres({ adminUrl: url, login: rows[0]?.login ?? '', migrations, nowMs: Date.now(), logger });
}

function createSide(url: string, client: pg.Client): Omit<MoveSide, 'codec' | 'schema'> {
  return {
    engine: 'postgres',
    place: toPlace(url),
    db: createPostgresKysely(async <Row>({ sql, parameters }: CompiledQuery) => {
      const { rows } = await client.query(sql, [...parameters]);
      return { rows: rows as Row[] };
    }),
    async commit(body) {
      await client.query('begin isolation level read committed');
      try {
        await body();
        await client.query('commit');
      } catch (error) {
        if (!isLostConnection(error)) await client.query('rollback');
        throw error;
      }
    },
    async settle() {
      // A server started at once finds statistics, and so the right indexes.
      await client.query('analyze');
    },
    explain: explainPostgres,
    close: () => client.end(),
  };
}
