import {
  DummyDriver,
  type CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { expect, it } from 'vitest';
import { compileStatement } from './compile-statement.js';
import { toLimit } from './limit.js';
import type { Tables } from './tables.js';

/** A Kysely that notes what it is told to run, and knows no rows. */
function createRecorder() {
  const seen: (readonly [sql: string, parameters: readonly unknown[]])[] = [];
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const run = db.executeQuery.bind(db);
  db.executeQuery = <Row>(query: CompiledQuery<Row>) => {
    seen.push([query.sql, query.parameters]);
    return run(query);
  };
  return { db, seen };
}

it('builds once, and runs with the values of each call in the places of their names', async () => {
  const { db, seen } = createRecorder();
  let builds = 0;
  const find = compileStatement((p: { name: string; limit: number }) => {
    builds += 1;
    return db.selectFrom('settings').select('value').where('name', '=', p.name).limit(toLimit(p.limit));
  });
  await find(db, { limit: 2, name: 'a' });
  await find(db, { name: 'b', limit: 3 });
  const sql = 'select "value" from "settings" where "name" = ? limit cast(? as bigint)';
  expect(seen).toEqual([
    [sql, ['a', 2]],
    [sql, ['b', 3]],
  ]);
  expect(builds).toBe(1);
});

it('puts one value into every place of its name, and leaves what was there at building', async () => {
  const { db, seen } = createRecorder();
  const find = compileStatement((p: { name: string }) =>
    db
      .selectFrom('settings')
      .select('value')
      .where((eb) => eb.or([eb('name', '=', p.name), eb('value', '=', p.name), eb('value', '=', 'fixed')])),
  );
  await find(db, { name: 'twice' });
  expect(seen[0]?.[1]).toEqual(['twice', 'twice', 'fixed']);
});

it('keeps the calls apart that run at the same time', async () => {
  const { db, seen } = createRecorder();
  const set = compileStatement((row: { name: string; value: string }) =>
    db.insertInto('settings').values({ name: row.name, value: row.value }),
  );
  await Promise.all([set(db, { name: 'a', value: '1' }), set(db, { name: 'b', value: '2' })]);
  expect(seen.map(([, parameters]) => parameters)).toEqual([
    ['a', '1'],
    ['b', '2'],
  ]);
});
