import { ApiError } from '@memory-api/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Page, PageRequest } from './page.js';

/** The place of a row in a list that is ordered by time and id. */
export type Keyset = { readonly atMs: number; readonly id: string };

// Of things that are listed: ours (`key_…`, `aud_…`) and those that callers choose for memories.
const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Writes a place in a list as a cursor: opaque, and safe in a URL. */
export function toCursor({ atMs, id }: Keyset): string {
  return Buffer.from(JSON.stringify([atMs, id])).toString('base64url');
}

/** Reads a cursor. Throws ApiError `VALIDATION_ERROR` for what `toCursor` has not written. */
export function parseCursor(cursor: string): Keyset {
  const [atMs, id, ...rest] = parseList(Buffer.from(cursor, 'base64url').toString());
  if (typeof atMs !== 'number' || typeof id !== 'string' || rest.length > 0) throw toCursorError();
  // Whatever else a caller makes up would be an error of the engine, and of each engine another.
  if (!Number.isSafeInteger(atMs) || !ID.test(id)) throw toCursorError();
  return { atMs, id };
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch (cause) {
    throw toCursorError(cause);
  }
}

function toCursorError(cause?: unknown): ApiError {
  const fault = { field: 'cursor', message: 'must be the next_cursor of an earlier page' };
  return new ApiError({
    code: 'VALIDATION_ERROR',
    message: `cursor ${fault.message}.`,
    details: { field: fault.field, errors: [fault] },
    cause,
  });
}

/** What a page request means to a query: where to begin, and how many rows to pass over. */
export type PageWindow = {
  readonly after: Keyset | null;
  readonly offset: number;
  /** One more than the page holds: whether it comes tells whether there is a next page. */
  readonly limit: number;
};

/** Reads a page request. A cursor wins over a page number. */
export function toPageWindow({ perPage, page = 1, cursor }: PageRequest): PageWindow {
  const limit = perPage + 1;
  if (cursor !== undefined) return { after: parseCursor(cursor), offset: 0, limit };
  return { after: null, offset: (page - 1) * perPage, limit };
}

/**
 * The condition that a row comes after a place, newest first; true for every row where there is
 * none. An index on both columns serves it.
 */
export function isAfter(columns: readonly [time: string, id: string], place: Keyset | null): RawBuilder<SqlBool> {
  if (place === null) return sql<SqlBool>`1 = 1`;
  const [time, id] = columns;
  return sql<SqlBool>`(${sql.ref(time)}, ${sql.ref(id)}) < (${place.atMs}, ${place.id})`;
}

/** Makes a page of the rows of a window; `rows` may hold one more than the page. */
export function toPage<Row, Item>(options: {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly perPage: number;
  readonly toKeyset: (row: Row) => Keyset;
  readonly toItem: (row: Row) => Item;
}): Page<Item> {
  const { rows, total, perPage, toKeyset, toItem } = options;
  const shown = rows.slice(0, perPage);
  const last = shown.at(-1);
  const hasNext = rows.length > perPage && last !== undefined;
  return {
    items: shown.map(toItem),
    total,
    nextCursor: hasNext ? toCursor(toKeyset(last)) : null,
  };
}
