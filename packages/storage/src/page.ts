/**
 * Which part of a list is wanted: by number (`page` counts from 1), or from where the `nextCursor`
 * of an earlier page ended. Both apart from each other: a cursor wins over a page number.
 */
export type PageRequest = {
  /** Most items to return, 1–100. */
  readonly perPage: number;
  /** Number of the part, from 1. */
  readonly page?: number | undefined;
  /** The `nextCursor` of an earlier part; stays right while items are added. */
  readonly cursor?: string | undefined;
};

/** A part of a list, newest first. `total` counts the whole list; `nextCursor` is null at its end. */
export type Page<Item> = {
  /** At most `perPage` of the request. */
  readonly items: readonly Item[];
  /** Length of the whole list, not of this part. */
  readonly total: number;
  /** Where the next part begins; opaque to its holder. */
  readonly nextCursor: string | null;
};
