import type { NamespaceIndex } from '@memory-api/recall';
import type { RecallPosition, RecallSource, Tenant } from '@memory-api/storage';
import { createTurns } from './turns.js';

/** The index of one namespace and how far it has followed the store. */
export interface HeldIndex {
  readonly tenant: Tenant;
  readonly namespace: string;
  index: NamespaceIndex;
  known: RecallPosition | null;
}

/** What bringing an index up to the store needs. */
export interface SyncDependencies {
  readonly source: RecallSource;
  readonly createIndex: () => NamespaceIndex;
  /** Called after every page, for whoever watches how much memory is held. */
  readonly onProgress?: () => void;
}

// A page is read in one go, so its size bounds how long a read can hold the thread: 100 rows of 50,000 characters,
// the worst there can be, are 5 MB.
const PAGE_ROWS = 100;

/**
 * Brings an index up to what the store holds now, in pieces between which the thread serves other namespaces.
 *
 * Every write that was answered before the call is in the index after it: the store stamps changes with a revision in
 * commit order, and the last page was read with nothing left behind it. While a load runs the index holds a part of its
 * namespace, so nobody may query it before this resolves.
 */
export async function syncIndex(held: HeldIndex, { source, createIndex, onProgress }: SyncDependencies): Promise<void> {
  const turns = createTurns();
  for (let more = true; more;) {
    const page = await source.changesSince(held.tenant, held.namespace, held.known, { limit: PAGE_ROWS });
    if (page.rebuild || page.state === null) held.index = createIndex();
    for (const change of page.changes) {
      if (change.deleted) held.index.remove(change.id);
      else held.index.upsert(change);
      await turns.yieldIfDue();
    }
    held.known = page.upTo;
    more = page.more;
    onProgress?.();
    await turns.yieldIfDue();
  }
}
