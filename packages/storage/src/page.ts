/**
 * Which part of a list is wanted: by number (`page` counts from 1), or from where the `nextCursor`
 * of an earlier page ended. Both apart from each other: a cursor wins over a page number.
 */
export type PageRequest = {
  readonly perPage: number;
  readonly page?: number | undefined;
  readonly cursor?: string | undefined;
};

/** A part of a list, newest first. `total` counts the whole list; `nextCursor` is null at its end. */
export type Page<Item> = {
  readonly items: readonly Item[];
  readonly total: number;
  readonly nextCursor: string | null;
};
