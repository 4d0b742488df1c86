import { createHash } from 'node:crypto';
import { toRowText } from './canonical-row.js';
import type { MoveSide } from './move-side.js';
import { readPages } from './read-pages.js';
import { TABLE_LAYOUTS, type TableLayout, type TableName } from './table-layout.js';
import { createTableRows } from './table-rows.js';

/** A table as one side holds it. */
export type TableChecksum = {
  /** How many rows it has. */
  readonly rows: number;
  /** SHA-256, in hexadecimal, over all rows in the order of their primary key. */
  readonly sha256: string;
};

/** A table of both sides. */
export type TableComparison = {
  /** Its name. */
  readonly table: TableName;
  /** As the source holds it. */
  readonly source: TableChecksum;
  /** As the target holds it. */
  readonly target: TableChecksum;
  /** Whether number and checksum are the same. */
  readonly isEqual: boolean;
};

/** Reads every table of both sides, to the last value, and compares them. `onRows` is told how many of the source's. */
export async function compareTables(
  sides: { readonly source: MoveSide; readonly target: MoveSide },
  onRows: (table: TableName, rows: number) => void,
): Promise<readonly TableComparison[]> {
  const comparisons: TableComparison[] = [];
  for (const layout of TABLE_LAYOUTS) {
    const [source, target] = await Promise.all([
      sumTable(sides.source, layout, (rows) => onRows(layout.name, rows)),
      sumTable(sides.target, layout, () => undefined),
    ]);
    const isEqual = source.rows === target.rows && source.sha256 === target.sha256;
    comparisons.push({ table: layout.name, source, target, isEqual });
  }
  return comparisons;
}

async function sumTable(
  { db, codec }: MoveSide,
  layout: TableLayout,
  onRows: (rows: number) => void,
): Promise<TableChecksum> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const page of readPages(createTableRows(db, codec), layout, null)) {
    for (const row of page) hash.update(`${toRowText(row)}\n`);
    rows += page.length;
    onRows(page.length);
  }
  return { rows, sha256: hash.digest('hex') };
}
