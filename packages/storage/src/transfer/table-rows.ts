import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import { type CanonicalRow, type CanonicalValue, toCanonicalValue, toColumn } from './canonical-row.js';
import { isNotMoveMark } from './move-mark.js';
import type { TableLayout } from './table-layout.js';

/** The rows of every tenant, past the stores. */
export interface TableRows {
  count(table: TableLayout): Promise<number>;
  /** Rows in the order of the primary key, from behind `after` on; null: from the first one on. */
  page(table: TableLayout, after: readonly CanonicalValue[] | null, limit: number): Promise<readonly CanonicalRow[]>;
  /** The last primary key; null where there is no row. */
  lastKey(table: TableLayout): Promise<readonly CanonicalValue[] | null>;
  insert(table: TableLayout, rows: readonly CanonicalRow[]): Promise<void>;
}

type Columns = Readonly<Record<string, unknown>>;

/** Reads and writes whole tables over Kysely, on one connection. */
export function createTableRows(db: Kysely<Tables>, codec: Codec): TableRows {
  return {
    async count(table) {
      const counted = sql<{ rows: unknown }>`select count(*) as rows ${fromVisible(table)}`;
      const { rows } = await counted.execute(db);
      return Number(rows[0]?.rows ?? 0);
    },
    async page(table, after, limit) {
      const behind = after === null ? sql`` : sql`and ${toTuple(table.key)} > (${sql.join([...after])})`;
      const query = sql<Columns>`select ${selectColumns(table, codec)} ${fromVisible(table)} ${behind}
        order by ${toOrder(table.key, sql`asc`)} limit ${sql.lit(limit)}`;
      const { rows } = await query.execute(db);
      return rows.map((row) => table.columns.map(({ name, kind }) => toCanonicalValue(codec, kind, row[name])));
    },
    async lastKey(table) {
      const query = sql<Columns>`select ${sql.join(toReferences(table.key))} ${fromVisible(table)}
        order by ${toOrder(table.key, sql`desc`)} limit 1`;
      const [row] = (await query.execute(db)).rows;
      return row === undefined ? null : table.key.map((name) => toKeyValue(row[name]));
    },
    async insert(table, rows) {
      const values = rows.map((row) => sql`(${sql.join(row.map((value) => toColumn(codec, value)))})`);
      const names = sql.join(toReferences(table.columns.map(({ name }) => name)));
      await sql`insert into ${sql.table(table.name)} (${names}) values ${sql.join(values)} ${onSeeded(table)}`.execute(
        db,
      );
    },
  };
}

/** A fresh schema has one row already: the number of the present state of keys, which the source's replaces. */
function onSeeded({ name }: TableLayout): RawBuilder<unknown> {
  return name === 'auth_revision' ? sql`on conflict (id) do update set revision = excluded.revision` : sql``;
}

function fromVisible({ name }: TableLayout): RawBuilder<unknown> {
  return sql`from ${sql.table(name)} where ${name === 'settings' ? isNotMoveMark : sql`1 = 1`}`;
}

function selectColumns({ name: table, columns }: TableLayout, codec: Codec): RawBuilder<unknown> {
  const selected = columns.map(({ name, kind }) => {
    const isVectors = kind === 'vectors' && (table === 'memories' || table === 'memory_versions');
    return isVectors ? sql`${codec.selectVectors(`${table}.vectors`)} as ${sql.ref(name)}` : sql.ref(name);
  });
  return sql.join(selected);
}

function toReferences(names: readonly string[]): RawBuilder<unknown>[] {
  return names.map((name) => sql.ref(name));
}

function toTuple(names: readonly string[]): RawBuilder<unknown> {
  return sql`(${sql.join(toReferences(names))})`;
}

function toOrder(names: readonly string[], direction: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql`${sql.ref(name)} ${direction}`));
}

function toKeyValue(column: unknown): CanonicalValue {
  return typeof column === 'number' ? column : String(column);
}
