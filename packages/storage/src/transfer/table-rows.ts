import { invariant } from '@memory-api/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables, VectorsColumn } from '../tables.js';
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
  /** `dimensions` says how long the vectors of a model are, by its number. */
  insert(table: TableLayout, rows: readonly CanonicalRow[], dimensions: ReadonlyMap<number, number>): Promise<void>;
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
    async insert(table, rows, dimensions) {
      const values = rows.map((row) => {
        const columns = row.map((value, i) => toColumn(codec, value, toDimensions(table, row, i, dimensions)));
        return sql`(${sql.join(columns)})`;
      });
      const names = sql.join(toReferences(table.columns.map(({ name }) => name)));
      await sql`insert into ${sql.table(table.name)} (${names}) values ${sql.join(values)} ${onSeeded(table)}`.execute(
        db,
      );
    },
  };
}

/** The column that names the model of a column of vectors. */
const MODEL_COLUMNS: Readonly<Record<string, string>> = { vectors: 'model', next_vectors: 'next_model' };

function toDimensions(
  { columns }: TableLayout,
  row: CanonicalRow,
  column: number,
  dimensions: ReadonlyMap<number, number>,
): number {
  const vectors = row[column];
  if (!(vectors instanceof Int8Array) || vectors.length === 0) return 1;
  const modelColumn = MODEL_COLUMNS[columns[column]?.name ?? ''];
  const known = dimensions.get(Number(row[columns.findIndex(({ name }) => name === modelColumn)]));
  invariant(known !== undefined, 'the model of vectors is known before them');
  return known;
}

/** A fresh schema has one row already: the number of the present state of keys, which the source's replaces. */
function onSeeded({ name }: TableLayout): RawBuilder<unknown> {
  return name === 'auth_revision' ? sql`on conflict (id) do update set revision = excluded.revision` : sql``;
}

function fromVisible({ name }: TableLayout): RawBuilder<unknown> {
  return sql`from ${sql.table(name)} where ${name === 'settings' ? isNotMoveMark : sql`1 = 1`}`;
}

function selectColumns({ columns }: TableLayout, codec: Codec): RawBuilder<unknown> {
  const selected = columns.map(({ name, kind }) => {
    const column = sql.ref<VectorsColumn>(name);
    return kind === 'vectors' ? sql`${codec.selectVectors(sql<VectorsColumn>`${column}`)} as ${column}` : column;
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
