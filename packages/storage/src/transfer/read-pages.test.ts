import { expect, it } from 'vitest';
import type { CanonicalRow, CanonicalValue } from './canonical-row.js';
import { readPages } from './read-pages.js';
import type { TableLayout } from './table-layout.js';
import type { TableRows } from './table-rows.js';

const MEGABYTE = 1024 * 1024;
const LAYOUT: TableLayout = {
  name: 'settings',
  key: ['name'],
  columns: [
    { name: 'name', kind: 'text' },
    { name: 'value', kind: 'text' },
  ],
};

it('gives every row once, in order, from behind a key on', async () => {
  const all = makeRows(1300, () => 10);
  expect((await readAll(all, null)).flat()).toEqual(all);
  expect((await readAll(all, ['00099'])).flat()).toEqual(all.slice(100));
  expect(await readAll([], null)).toEqual([]);
});

it('gives no more than 500 rows at a time', async () => {
  const sizes = (
    await readAll(
      makeRows(1300, () => 10),
      null,
    )
  ).map((page) => page.length);
  expect(Math.max(...sizes)).toBe(500);
});

it('gives no more than some megabytes at a time, also where rows become longer of a sudden', async () => {
  const pages = await readAll(
    makeRows(700, (i) => (i < 300 ? 10 : MEGABYTE / 16)),
    null,
  );
  expect(Math.max(...pages.map(measure))).toBeLessThanOrEqual(4 * MEGABYTE);
  expect(pages.flat()).toHaveLength(700);
});

it('gives a row that is longer than that alone', async () => {
  const pages = await readAll(
    makeRows(3, () => 5 * MEGABYTE),
    null,
  );
  expect(pages.map((page) => page.length)).toEqual([1, 1, 1]);
});

function makeRows(count: number, lengthOf: (i: number) => number): CanonicalRow[] {
  return Array.from({ length: count }, (_, i) => [String(i).padStart(5, '0'), 'x'.repeat(lengthOf(i))]);
}

async function readAll(all: readonly CanonicalRow[], after: readonly CanonicalValue[] | null) {
  const rows: Pick<TableRows, 'page'> = {
    page: (_layout, position, limit) => {
      const from = position === null ? 0 : all.findIndex(([name]) => String(name) > String(position[0]));
      return Promise.resolve(from < 0 ? [] : all.slice(from, from + limit));
    },
  };
  const pages: (readonly CanonicalRow[])[] = [];
  for await (const page of readPages(rows as TableRows, LAYOUT, after)) pages.push(page);
  return pages;
}

function measure(page: readonly CanonicalRow[]): number {
  return page.reduce((bytes, row) => bytes + String(row[1]).length, 0);
}
