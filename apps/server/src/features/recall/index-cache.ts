import type { NamespaceIndex } from '@memory-api/recall';
import type { RecallSource, Tenant } from '@memory-api/storage';
import { syncIndex } from './held-index.js';
import type { CreateIndex, HeldIndex } from './held-index.js';
import { createTurns } from '../../turns.js';
import { toNamespaceName } from './worker-of-namespace.js';

/** What the indexes of a worker come to. */
export interface IndexCacheStats {
  readonly indexes: number;
  readonly bytes: number;
}

/** The indexes that a worker holds. */
export interface IndexCache {
  /**
   * Asks the index of a namespace, when it holds every write that was answered before the call. `ask` runs while
   * nothing changes the index, and is told the number of the model of its vectors (null: it is empty); what it throws
   * rejects. The steps of `prepare` are taken before it, in turns with other namespaces.
   */
  use<Answer>(tenant: Tenant, namespace: string, ask: Ask<Answer>, prepare?: Prepare): Promise<Answer>;
  stats(): IndexCacheStats;
}

/** What an {@link IndexCache} is made of. */
export interface IndexCacheOptions {
  readonly source: RecallSource;
  readonly createIndex: CreateIndex;
  /** What all indexes together may take; one that is larger by itself is held alone. */
  readonly budgetBytes: number;
}

type Ask<Answer> = (index: NamespaceIndex, model: number | null) => Answer;
type Prepare = (index: NamespaceIndex) => Iterable<void>;

interface Waiter {
  readonly prepare: Prepare;
  ask(index: NamespaceIndex, model: number | null): void;
  fail(error: unknown): void;
}

interface Entry {
  readonly held: HeldIndex;
  waiting: Waiter[];
  isBusy: boolean;
  /** As last counted. */
  bytes: number;
}

/** Makes a cache that loads indexes on demand and lets the least recently used go when the budget is spent. */
export function createIndexCache({ source, createIndex, budgetBytes }: IndexCacheOptions): IndexCache {
  // A Map iterates in the order of insertion; an entry that is used is inserted again, so the first is the oldest.
  const entries = new Map<string, Entry>();
  // Kept as a sum: of thousands of indexes, counting all for each answer would take longer than answering.
  let totalBytes = 0;

  const touch = (tenant: Tenant, namespace: string): Entry => {
    const name = toNamespaceName(tenant, namespace);
    const entry = entries.get(name) ?? {
      held: { tenant, namespace, index: createIndex(null), model: null, known: null },
      waiting: [],
      isBusy: false,
      bytes: 0,
    };
    entries.delete(name);
    entries.set(name, entry);
    return entry;
  };

  const recount = (entry: Entry): void => {
    const { bytes } = entry.held.index;
    totalBytes += bytes - entry.bytes;
    entry.bytes = bytes;
  };

  const evict = (): void => {
    for (const [name, entry] of entries) {
      if (totalBytes <= budgetBytes) return;
      if (entry.isBusy) continue;
      totalBytes -= entry.bytes;
      entries.delete(name);
    }
  };

  const serve = async (entry: Entry): Promise<void> => {
    entry.isBusy = true;
    const onProgress = (): void => {
      recount(entry);
      evict();
    };
    while (entry.waiting.length > 0) {
      // What is read from here on is new enough for these; who comes later waits for the next reading.
      const group = entry.waiting;
      entry.waiting = [];
      await serveGroup(entry.held, group, () => syncIndex(entry.held, { source, createIndex, onProgress }));
      // A question may have made columns of metadata.
      recount(entry);
    }
    entry.isBusy = false;
  };

  return {
    use: (tenant, namespace, ask, prepare = () => []) =>
      new Promise((resolve, reject) => {
        const entry = touch(tenant, namespace);
        entry.waiting.push({ prepare, ask: (index, model) => resolve(ask(index, model)), fail: reject });
        if (!entry.isBusy) void serve(entry);
      }),
    stats: () => ({ indexes: entries.size, bytes: totalBytes }),
  };
}

async function serveGroup(held: HeldIndex, group: readonly Waiter[], sync: () => Promise<void>): Promise<void> {
  try {
    await sync();
  } catch (error) {
    for (const waiter of group) waiter.fail(error);
    return;
  }
  const turns = createTurns();
  for (const waiter of group) {
    await turns.yieldIfDue();
    try {
      for (const _ of waiter.prepare(held.index)) {
        const due = turns.yieldIfDue();
        if (due !== undefined) await due;
      }
      waiter.ask(held.index, held.model);
    } catch (error) {
      waiter.fail(error);
    }
  }
}
