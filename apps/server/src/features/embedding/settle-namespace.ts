import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder } from '@memory-api/embedder';
import type { EmbeddingChange, LeaseTime, Storage, UnembeddedMemory } from '@memory-api/storage';

/** What bringing a namespace to a model needs. */
export interface SettlingParts {
  readonly storage: Pick<Storage, 'embedding' | 'write'>;
  readonly embedder: Embedder;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Told of memories that have got their vectors. */
  readonly onEmbedded: (count: number) => void;
  /** Told of memories that had them already, as where a change was interrupted. */
  readonly onPassed: (count: number) => void;
}

/** How a try ended: `lost` where another node took it over, the namespace is gone, or the work was stopped. */
export type SettlingEnd = 'done' | 'lost';

/** Longer than a batch takes, whatever its endpoint does; what a killed node held waits for so long. */
const LEASE_MS = 60_000;
/** Rows of one look: a millisecond or two on SQLite, also where none of them lacks anything. */
const PAGE_ROWS = 200;
/** Rows of one transaction that puts them in order: about 3 ms on SQLite. */
const TIDY_ROWS = 100;
/** What a model takes a second for: so long a shutdown waits, and nobody else has the lease. */
const BATCH_CHARACTERS = 20_000;
/** Between batches, so that requests come first. */
const PAUSE_MS = 2;
const FROM_THE_FIRST = -1;

/** Brings one namespace to a model: embeds what lacks vectors, changes it at once, and puts its rows in order. */
export async function settleNamespace(change: EmbeddingChange, parts: SettlingParts): Promise<SettlingEnd> {
  const { embedding, write } = parts.storage;
  if (!(await write((tx) => embedding.claim(tx, change, toLeaseTime(parts))))) return 'lost';
  for (let after: number | null = FROM_THE_FIRST; ;) {
    after = await embedBehind(change, after, parts);
    if (after === null) return 'lost';
    const complete = after;
    const isSettled = await write((tx) => embedding.settle(tx, change, complete, toLeaseTime(parts)));
    if (isSettled === null) return 'lost';
    if (!isSettled) continue;
    if (!(await tidyRows(change, parts))) return 'lost';
    const isReleased = await write((tx) => embedding.release(tx, change, complete, toLeaseTime(parts)));
    if (isReleased !== false) return isReleased === null ? 'lost' : 'done';
  }
}

function toLeaseTime({ now }: SettlingParts): LeaseTime {
  const nowMs = now();
  return { nowMs, untilMs: nowMs + LEASE_MS };
}

/** Embeds all that lacks vectors behind a revision. Gives the revision up to which nothing does; null: it was lost. */
async function embedBehind(change: EmbeddingChange, from: number, parts: SettlingParts): Promise<number | null> {
  let after = from;
  for (let more = true; more;) {
    const page = await parts.storage.embedding.page(change, after, PAGE_ROWS);
    parts.onPassed(page.embedded);
    for (const batch of toBatches(page.memories, parts.embedder.backgroundTexts)) {
      if (parts.signal.aborted || !(await embedBatch(change, batch, parts))) return null;
      await sleep(PAUSE_MS);
    }
    if (parts.signal.aborted) return null;
    after = page.upTo;
    more = page.more;
    await sleep(0);
  }
  return after;
}

/** In batches of so many texts as the embedder likes, and less where they are long. */
function toBatches(memories: readonly UnembeddedMemory[], texts: number): UnembeddedMemory[][] {
  const batches: UnembeddedMemory[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const memory of memories) {
    characters += memory.text.length;
    const last = batches.at(-1);
    if (last === undefined || last.length >= texts || characters > BATCH_CHARACTERS) {
      batches.push([memory]);
      characters = memory.text.length;
    } else {
      last.push(memory);
    }
  }
  return batches;
}

async function embedBatch(
  change: EmbeddingChange,
  batch: readonly UnembeddedMemory[],
  parts: SettlingParts,
): Promise<boolean> {
  const { storage, embedder, signal, onEmbedded } = parts;
  const texts = batch.map(({ text }) => text);
  const vectors = await embedder.embedTexts(texts, { signal });
  const embedded = batch.flatMap(({ id, version }, place) => {
    const values = vectors[place]?.vectors;
    return values === undefined ? [] : [{ id, version, values }];
  });
  const isKept = await storage.write((tx) => storage.embedding.store(tx, change, embedded, toLeaseTime(parts)));
  if (isKept) onEmbedded(embedded.length);
  return isKept;
}

async function tidyRows(change: EmbeddingChange, parts: SettlingParts): Promise<boolean> {
  const { embedding, write } = parts.storage;
  let after = FROM_THE_FIRST;
  for (let more = true; more;) {
    const options = { ...toLeaseTime(parts), after, limit: TIDY_ROWS };
    const piece = await write((tx) => embedding.tidy(tx, change, options));
    if (piece === null || parts.signal.aborted) return false;
    after = piece.upTo;
    more = piece.more;
    await sleep(PAUSE_MS);
  }
  return true;
}
