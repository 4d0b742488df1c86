import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '../../tables.js';
import { SqliteConnection } from './sqlite-connection.js';
import { createSqliteKysely } from './sqlite-dialect.js';

describe('a connection to SQLite', () => {
  let database: Database.Database;
  let connection: SqliteConnection;
  let db: Kysely<Tables>;

  beforeEach(() => {
    database = new Database(':memory:');
    database.exec('create table settings (name text primary key, value text not null) strict');
    connection = new SqliteConnection({ database, isWriter: true });
    db = createSqliteKysely(connection);
  });
  afterEach(() => void database.close());

  const insert = (name: string, value: string) => db.insertInto('settings').values({ name, value }).execute();

  it('writes nothing outside of a transaction: it would be on the disk before the group that it belongs to', async () => {
    await expect(insert('a', '1')).rejects.toThrow('inside a transaction');
    database.exec('begin');
    await insert('a', '1');
    database.exec('commit');
    expect(database.prepare('select value from settings').pluck().all()).toEqual(['1']);
  });

  it('opens no transaction of its own, and leaves no statement open', async () => {
    await expect(db.transaction().execute(async () => undefined)).rejects.toThrow('Storage.write');
    const rows = db.selectFrom('settings').selectAll().stream();
    await expect(rows[Symbol.asyncIterator]().next()).rejects.toThrow('no statement is streamed');
  });

  it('refuses every statement after the engine gave up, until somebody has taken notice', async () => {
    database.exec('begin');
    database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
    await expect(insert('big', 'x'.repeat(100_000))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await expect(insert('a', '1')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(connection.takeFailure()).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(connection.takeFailure()).toBeNull();
  });

  it('does not take a broken rule for a failure of the engine', async () => {
    database.exec('begin');
    await insert('a', '1');
    await expect(insert('a', '2')).rejects.toThrow('UNIQUE');
    expect(connection.takeFailure()).toBeNull();
    await insert('b', '2');
  });

  it('tells how many rows were changed, and gives back those that are asked for', async () => {
    database.exec('begin');
    await insert('a', '1');
    await insert('b', '1');
    const all = db.updateTable('settings').set({ value: '2' });
    expect(await all.executeTakeFirst()).toMatchObject({ numUpdatedRows: 2n });
    expect(await all.where('name', '=', 'a').returning('name').execute()).toEqual([{ name: 'a' }]);
  });

  it('answers rightly with more texts of statements than it keeps', async () => {
    database.exec('begin');
    const ask = async (n: number) => (await sql<{ n: number }>`select ${sql.lit(n)} as n`.execute(db)).rows;
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 400; n += 1) expect(await ask(n)).toEqual([{ n }]);
    }
  });
});
