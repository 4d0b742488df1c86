import { invariant } from '@memory-api/contract';
import type { NamespaceIndex } from '@memory-api/recall';
import type { RecallChanges, RecallPosition, RecallSource, Tenant, VectorModel } from '@memory-api/storage';
import { createTurns } from '../../turns.js';

/** The index of one namespace and how far it has followed the store. */
export interface HeldIndex {
  readonly tenant: Tenant;
  readonly namespace: string;
  index: NamespaceIndex;
  /** The number of the model of its vectors; null where it holds nothing. */
  model: number | null;
  known: RecallPosition | null;
}

/** Makes an empty index for vectors of a model; null: for none. */
export type CreateIndex = (model: VectorModel | null) => NamespaceIndex;

/** What bringing an index up to the store needs. */
export interface SyncDependencies {
  readonly source: RecallSource;
  readonly createIndex: CreateIndex;
  /** Called after every page, for whoever watches how much memory is held. */
  readonly onProgress?: () => void;
}

// A page is read in one go, so its size bounds how long a read can hold the thread. The first is of a hundred rows: of
// 50,000 characters each, the worst there can be, they are 5 MB. From there on a page takes about as much as this:
// a database at the end of a connection loads small memories in two thirds of the time that pages of a hundred take.
const FIRST_PAGE_ROWS = 100;
const PAGE_BYTES = 400_000;
const MOST_PAGE_ROWS = 400;

/** How many rows like those of a page make a page of the right size. */
function toNextLimit({ changes }: RecallChanges): number {
  const bytes = changes.reduce(
    (sum, change) => sum + (change.deleted ? 0 : change.text.length + change.vectors.length),
    0,
  );
  const bytesARow = Math.max(1, bytes / Math.max(1, changes.length));
  return Math.max(1, Math.min(MOST_PAGE_ROWS, Math.floor(PAGE_BYTES / bytesARow)));
}

function valueOf([settled]: readonly PromiseSettledResult<RecallChanges>[]): RecallChanges {
  invariant(settled !== undefined, 'one read settles once');
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/**
 * Brings an index up to what the store holds now, in pieces between which the thread serves other namespaces.
 *
 * Every write that was answered before the call is in the index after it: the store stamps changes with a revision in
 * commit order, and the last page was read with nothing left behind it. While a load runs the index holds a part of its
 * namespace, so nobody may query it before this resolves.
 */
export async function syncIndex(held: HeldIndex, { source, createIndex, onProgress }: SyncDependencies): Promise<void> {
  const turns = createTurns();
  // Settled, so that a page that fails while the one before it is taken in is told of where it is waited for.
  const read = (known: RecallPosition | null, limit: number): Promise<PromiseSettledResult<RecallChanges>[]> =>
    Promise.allSettled([source.changesSince(held.tenant, held.namespace, known, { limit })]);
  for (let next: ReturnType<typeof read> | null = read(held.known, FIRST_PAGE_ROWS); next !== null;) {
    const page = valueOf(await next);
    // A database at the end of a connection reads on while this page is taken in.
    next = page.more ? read(page.upTo, toNextLimit(page)) : null;
    if (page.rebuild || page.state === null) {
      held.index = createIndex(page.model);
      held.model = page.model?.number ?? null;
    }
    for (const change of page.changes) {
      if (change.deleted) held.index.remove(change.id);
      else held.index.upsert(change);
      // Waiting for nothing would cost as much as a word of the text.
      const due = turns.yieldIfDue();
      if (due !== undefined) await due;
    }
    held.known = page.upTo;
    onProgress?.();
    await turns.yieldIfDue();
  }
}
