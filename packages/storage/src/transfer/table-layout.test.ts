import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrateSqlite } from '../dialects/sqlite/migrate-sqlite.js';
import { migrations } from '../dialects/sqlite/migrations/migrations.js';
import { TABLE_LAYOUTS, TENANT_TABLES } from './table-layout.js';

const database = new Database(':memory:');
migrateSqlite({ database, migrations, nowMs: 0 });

type Column = { readonly name: string; readonly type: string; readonly pk: number };

function readColumns(table: string): readonly Column[] {
  return database.prepare<[string], Column>('select name, type, pk from pragma_table_info(?)').all(table);
}

it('has every table of the schema but the one that the steps keep for themselves', () => {
  const statement = `select name from pragma_table_list where type = 'table' and schema = 'main' and name not like 'sqlite_%'`;
  const tables = database.prepare(statement).pluck().all();
  expect([...TABLE_LAYOUTS.map(({ name }) => name), 'schema_migrations'].sort()).toEqual(tables.sort());
});

it.each(TABLE_LAYOUTS)('names the columns of $name, each of a kind that its type can hold', ({ name, columns }) => {
  const types = { text: 'TEXT', json: 'TEXT', number: 'INTEGER', boolean: 'INTEGER', vectors: 'BLOB' };
  const expected = readColumns(name).map((column) => [column.name, column.type.toUpperCase()]);
  const byName = (a: readonly string[], b: readonly string[]) => String(a[0]).localeCompare(String(b[0]));
  expect(columns.map((column) => [column.name, types[column.kind]]).sort(byName)).toEqual(expected.sort(byName));
});

it.each(TABLE_LAYOUTS)('reads $name in the order of its primary key', ({ name, key }) => {
  const parts = readColumns(name).filter(({ pk }) => pk > 0);
  expect(key).toEqual(parts.sort((a, b) => a.pk - b.pk).map((column) => column.name));
});

it('knows the tables without a tenant: every other is guarded', () => {
  const others = TABLE_LAYOUTS.map(({ name }) => name).filter((name) => !TENANT_TABLES.includes(name));
  expect(others.toSorted()).toEqual(['auth_revision', 'embedding_models', 'settings']);
});
