import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrateSqlite } from '../dialects/sqlite/migrate-sqlite.js';
import { migrations } from '../dialects/sqlite/migrations/migrations.js';
import { sqliteCodec } from '../dialects/sqlite/sqlite-codec.js';
import { SqliteConnection } from '../dialects/sqlite/sqlite-connection.js';
import { createSqliteKysely } from '../dialects/sqlite/sqlite-dialect.js';
import { claimTarget } from './claim-target.js';
import { readMoveMark, readSetting, removeMoveMark, setMoveMark } from './move-mark.js';
import type { MoveSide } from './move-side.js';

/** One end of a move in memory, which counts its transactions. */
function makeSide(place: string, given: Partial<MoveSide> = {}) {
  const database = new Database(':memory:');
  migrateSqlite({ database, migrations, nowMs: 0 });
  const commits: string[] = [];
  const side: MoveSide = {
    engine: 'sqlite',
    place,
    schema: 1,
    db: createSqliteKysely(new SqliteConnection({ database, isWriter: false })),
    codec: sqliteCodec,
    commit: async (body) => {
      await body();
      commits.push(place);
    },
    settle: async () => undefined,
    explain: () => null,
    close: async () => void database.close(),
    ...given,
  };
  return { side, database, commits };
}

async function setOwner({ db }: MoveSide, value: string): Promise<void> {
  await db.insertInto('settings').values({ name: 'owner_org_id', value }).execute();
}

describe('claiming the target of a move', () => {
  it('marks an empty one with engine, owner and schema of the source, in one transaction', async () => {
    const [source, target] = [makeSide('from', { engine: 'postgres', schema: 7 }), makeSide('to')];
    await setOwner(source.side, 'org_a');
    expect(await claimTarget({ source: source.side, target: target.side })).toBe(false);
    expect(await readMoveMark(target.side.db)).toBe('postgres org_a 7');
    expect([source.commits, target.commits]).toEqual([[], ['to']]);
    expect(await readMoveMark(source.side.db)).toBeNull();
  });

  it('finds its own mark again, whatever has arrived since, and writes nothing more', async () => {
    const [source, target] = [makeSide('from'), makeSide('to')];
    await claimTarget({ source: source.side, target: target.side });
    await setOwner(target.side, 'org_a');
    expect(await claimTarget({ source: source.side, target: target.side })).toBe(true);
    expect(target.commits).toHaveLength(1);
  });

  it.each<[string, Partial<MoveSide>, string]>([
    ['engine', { engine: 'postgres' }, 'org_a'],
    ['schema', { schema: 2 }, 'org_a'],
    ['owner', {}, 'org_b'],
  ])('refuses the unfinished move of a source with another %s, and names both', async (_, given, owner) => {
    const [first, second, target] = [makeSide('from'), makeSide('other', given), makeSide('to')];
    await setOwner(first.side, 'org_a');
    await setOwner(second.side, owner);
    await claimTarget({ source: first.side, target: target.side });
    const name = [second.side.engine, owner, second.side.schema].join(' ');
    await expect(claimTarget({ source: second.side, target: target.side })).rejects.toMatchObject({
      code: 'NOT_EMPTY',
      message: expect.stringContaining(`(sqlite org_a 1, not ${name})`),
    });
    expect(await readMoveMark(target.side.db)).toBe('sqlite org_a 1');
  });

  it.each([
    ['settings', `insert into settings values ('owner_org_id', 'x')`],
    ['organization_emails', `insert into organization_emails values ('a@b.test', 'x')`],
    ['api_key_hashes', `insert into api_key_hashes values ('hash', 'x', 'key')`],
    ['namespaces', `insert into namespaces values ('x', 'live', 'default', 1, 1, 0, 0, 0, 1, null, null, null)`],
  ])('refuses one with a single row in %s, and leaves no mark', async (table, insert) => {
    const [source, target] = [makeSide('from'), makeSide('to')];
    target.database.exec(insert);
    const message = `to holds data already (in ${table}): move into an empty place.`;
    const refused = { code: 'NOT_EMPTY', message };
    await expect(claimTarget({ source: source.side, target: target.side })).rejects.toMatchObject(refused);
    expect(await readMoveMark(target.side.db)).toBeNull();
  });

  it('refuses a source that is itself half moved, until that has ended', async () => {
    const [source, target] = [makeSide('from'), makeSide('to')];
    await setMoveMark(source.side.db, 'postgres org_z 1');
    const refused = { code: 'MOVE_UNFINISHED', place: 'from' };
    await expect(claimTarget({ source: source.side, target: target.side })).rejects.toMatchObject(refused);
    expect(target.commits).toEqual([]);
    await removeMoveMark(source.side.db);
    expect(await claimTarget({ source: source.side, target: target.side })).toBe(false);
    expect(await readMoveMark(target.side.db)).toBe('sqlite no owner 1');
  });
});

it('reads the setting of exactly that name, and null where there is none', async () => {
  const { side } = makeSide('here');
  await setOwner(side, '');
  expect([await readSetting(side.db, 'owner_org_id'), await readSetting(side.db, 'owner')]).toEqual(['', null]);
});
