declare const transactionBrand: unique symbol;

/**
 * The open transaction that `Storage.write` hands to its body. Opaque: only stores can read it, and
 * only until the body settles.
 */
export type Transaction = {
  /** Nobody outside this package can make one. */
  readonly [transactionBrand]: true;
};

/** Where a read runs: inside the given transaction, or (without one) on a reader's own snapshot. */
export type ReadOptions = {
  /** The transaction whose own writes the read must see. */
  readonly tx?: Transaction | undefined;
};
