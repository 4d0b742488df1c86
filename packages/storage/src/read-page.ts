import { type SelectQueryBuilder, sql } from 'kysely';
import { isAfter, toPage, toPageWindow } from './keyset.js';
import { toLimit } from './limit.js';
import type { Page, PageRequest } from './page.js';
import type { Tables } from './tables.js';

/**
 * Reads a page of what a query finds, newest first. An index on the organization and both columns serves it.
 *
 * `query` selects whole rows, in no order. `by` names the columns of time and id that it is ordered by.
 */
export async function readPage<Name extends keyof Tables, Time extends string, Id extends string, Row, Item>(
  query: SelectQueryBuilder<Tables, Name, Row & Readonly<Record<Time, number> & Record<Id, string>>>,
  request: PageRequest,
  options: { readonly by: readonly [time: Time, id: Id]; readonly toItem: (row: Row) => Item },
): Promise<Page<Item>> {
  const { by, toItem } = options;
  const { after, offset, limit } = toPageWindow(request);
  const count = query.clearSelect().select((eb) => eb.fn.countAll<number>().as('total'));
  const { total } = await count.executeTakeFirstOrThrow();
  const [time, id] = by;
  const rows = await query
    .where(isAfter(by, after))
    .orderBy(sql.ref(time), 'desc')
    .orderBy(sql.ref(id), 'desc')
    .limit(toLimit(limit))
    .offset(toLimit(offset))
    .execute();
  return toPage({
    rows,
    total: Number(total),
    perPage: request.perPage,
    toKeyset: (row) => ({ atMs: row[time], id: row[id] }),
    toItem,
  });
}
