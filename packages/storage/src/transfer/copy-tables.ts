import type { CanonicalRow } from './canonical-row.js';
import type { MoveSide } from './move-side.js';
import { readPages } from './read-pages.js';
import { TABLE_LAYOUTS, type TableLayout, type TableName } from './table-layout.js';
import { createTableRows } from './table-rows.js';
import { TransferError } from './transfer-error.js';

/**
 * Copies what the target doesn't hold yet, table by table in the order of the primary key, each page in a transaction.
 * So a target always holds the first rows of each table, and an interrupted copy goes on behind the last of them.
 */
export async function copyTables(
  { source, target }: { readonly source: MoveSide; readonly target: MoveSide },
  onRows: (table: TableName, rows: number) => void,
): Promise<void> {
  const from = createTableRows(source.db, source.codec);
  const to = createTableRows(target.db, target.codec);
  const dimensions = await readDimensions(source);
  for (const layout of TABLE_LAYOUTS) {
    const isSeeded = layout.name === 'auth_revision';
    const after = isSeeded ? null : await to.lastKey(layout);
    if (after !== null) onRows(layout.name, await to.count(layout));
    for await (const page of readPages(from, layout, after)) {
      await target.commit(async () => {
        assertStorable(target, layout, page);
        await to.insert(layout, page, dimensions);
      });
      onRows(layout.name, page.length);
    }
  }
}

/** How long the vectors of each model are, by its number. */
async function readDimensions({ db }: MoveSide): Promise<ReadonlyMap<number, number>> {
  const models = await db.selectFrom('embedding_models').select(['number', 'dimensions']).execute();
  return new Map(models.map(({ number, dimensions }) => [number, dimensions]));
}

/** The API lets no such text in; what another program wrote into SQLite's file may hold it. */
function assertStorable(target: MoveSide, { name }: TableLayout, page: readonly CanonicalRow[]): void {
  if (target.engine !== 'postgres') return;
  const row = page.find((values) => values.some((value) => typeof value === 'string' && value.includes('\0')));
  if (row === undefined) return;
  const message = `A row of ${name} holds the character U+0000, which PostgreSQL can't keep: ${JSON.stringify(row.slice(0, 4))}.`;
  throw new TransferError('ARGUMENT', message);
}
