import { type CanonicalRow, type CanonicalValue, measureRow, toKey } from './canonical-row.js';
import type { TableLayout } from './table-layout.js';
import type { TableRows } from './table-rows.js';

/** Most rows of a page, and about most bytes: what is in memory, and what one transaction writes. */
const MAX_ROWS = 500;
const MAX_BYTES = 4 * 1024 * 1024;
// Rows differ by a factor of a thousand: the first page finds out.
const FIRST_ROWS = 50;

/** Reads a table in pages, in the order of its primary key, from behind `after` on. */
export async function* readPages(
  rows: TableRows,
  table: TableLayout,
  after: readonly CanonicalValue[] | null,
): AsyncGenerator<readonly CanonicalRow[]> {
  let limit = FIRST_ROWS;
  for (let position = after; ;) {
    const page = await rows.page(table, position, limit);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* splitPage(page);
    if (page.length < limit) return;
    position = toKey(table, last);
    const bytesARow = page.reduce((bytes, row) => bytes + measureRow(row), 0) / page.length;
    limit = Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_BYTES / bytesARow)));
  }
}

/** Where rows have become much longer within a page, it is more than one. */
function* splitPage(page: readonly CanonicalRow[]): Generator<readonly CanonicalRow[]> {
  let part: CanonicalRow[] = [];
  let bytes = 0;
  for (const row of page) {
    const size = measureRow(row);
    if (part.length > 0 && bytes + size > MAX_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(row);
    bytes += size;
  }
  yield part;
}
