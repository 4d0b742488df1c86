import type { Engine } from '../dialects/engine.js';
import { isAfter, type Keyset, type PageWindow } from '../keyset.js';
import { type MemorySelection, selectLive } from './memory-selection.js';
import type { Metadata } from './memory-store.js';
import { toLimit } from '../limit.js';

// 100 objects of the largest size (16 KB) are 1.6 MB, about 5 ms of parsing.
const PIECE_ROWS = 100;

/** What a scan keeps, and what ends it early. */
export type ScanFilter = {
  readonly matches: (metadata: Metadata) => boolean;
  readonly signal: AbortSignal | undefined;
};

/**
 * Reads the metadata of a selection, newest first, and returns the places of a page of what matches
 * with the number of all that does. Goes in pieces that let other work of the process go on.
 */
export async function scanMemories(
  engine: Engine,
  selection: MemorySelection,
  window: PageWindow,
  { matches, signal }: ScanFilter,
): Promise<{ readonly places: readonly Keyset[]; readonly total: number }> {
  const places: Keyset[] = [];
  let total = 0;
  let passed = 0;
  let place: Keyset | null = null;
  do {
    signal?.throwIfAborted();
    const rows = await readPiece(engine, selection, place);
    for (const { id, atMs, metadata } of rows) {
      if (!matches(metadata)) continue;
      total += 1;
      if (!isBehind({ atMs, id }, window.after)) continue;
      passed += 1;
      if (passed > window.offset && places.length < window.limit) places.push({ atMs, id });
    }
    place = rows.length < PIECE_ROWS ? null : (rows.at(-1) ?? null);
    await engine.pause();
  } while (place !== null);
  return { places, total };
}

type ScannedMemory = Keyset & { readonly metadata: Metadata };

async function readPiece(
  { reader, codec }: Engine,
  selection: MemorySelection,
  place: Keyset | null,
): Promise<ScannedMemory[]> {
  const rows = await selectLive(reader(selection.tenant), selection)
    .select(['id', 'created_at_ms', 'metadata'])
    .where(isAfter(['created_at_ms', 'id'], place))
    .orderBy('created_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(toLimit(PIECE_ROWS))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    atMs: row.created_at_ms,
    metadata: codec.fromJson(row.metadata) as Metadata,
  }));
}

/** Whether a row comes after a place in the list, newest first; ids compare as bytes of ASCII. */
function isBehind(row: Keyset, place: Keyset | null): boolean {
  if (place === null) return true;
  return row.atMs === place.atMs ? row.id < place.id : row.atMs < place.atMs;
}
