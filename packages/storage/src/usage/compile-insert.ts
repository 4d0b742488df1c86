import { invariant } from '@memory-api/contract';
import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from '../tables.js';

/** Adds rows on any connection of its engine, and says how many; one whose key is there already is left as it is. */
export type InsertRows<Row> = (db: Kysely<Tables>, rows: readonly Row[]) => Promise<number>;

/** Tables whose rows are added many at a time. */
type RowTable = 'ledger' | 'usage_deltas' | 'stored_changes';

/** Rows of one statement, largest first: of any number, few statements, and all of them compiled once. */
const PIECES = [64, 16, 4, 1] as const;

/**
 * Compiles the insertion of rows of a table. Building the statement for 50 rows takes about a millisecond, as much as
 * SQLite needs for 400 of them.
 */
export function compileInsert<Name extends RowTable>(
  builder: Kysely<Tables>,
  table: Name,
  columns: readonly (keyof Tables[Name] & string)[],
): InsertRows<Tables[Name]> {
  const statements = PIECES.map((size) => compilePiece(builder, { table, columns, size }));
  return async (db, rows) => {
    let done = 0;
    let added = 0n;
    while (done < rows.length) {
      const at = PIECES.findIndex((size) => size <= rows.length - done);
      const [statement, size] = [statements[at], PIECES[at]];
      invariant(statement !== undefined && size !== undefined, 'one row is the smallest piece');
      const piece = rows.slice(done, done + size);
      const parameters = piece.flatMap((row) => columns.map((column) => row[column]));
      const { numAffectedRows = 0n } = await db.executeQuery({ ...statement, parameters });
      added += numAffectedRows;
      done += size;
    }
    return Number(added);
  };
}

function compilePiece(
  builder: Kysely<Tables>,
  shape: { readonly table: RowTable; readonly columns: readonly string[]; readonly size: number },
): CompiledQuery {
  const row = Object.fromEntries(shape.columns.map((column) => [column, '']));
  // The values of a run are put in the place of these; their order is that of the rows and their columns.
  const rows = Array.from({ length: shape.size }, () => row) as unknown as Tables['ledger'][];
  return builder
    .insertInto(shape.table)
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .compile();
}
