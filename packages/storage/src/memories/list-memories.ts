import type { Engine } from '../dialects/engine.js';
import { isAfter, type Keyset, type PageWindow, toPage, toPageWindow } from '../keyset.js';
import type { Page } from '../page.js';
import { isInScope, narrowScope, type NamespaceScope, type Tenant } from '../tenant.js';
import { countSelection } from './count-memories.js';
import { toMemory } from './memory-row.js';
import type { MemoryListRequest, MemoryRecord } from './memory-store.js';
import { type MemorySelection, selectLive } from './memory-selection.js';
import { scanMemories } from './scan-memories.js';
import { toLimit } from '../limit.js';

/** One page of live memories, newest first. */
export async function listMemories(
  engine: Engine,
  tenant: Tenant,
  scope: NamespaceScope,
  request: MemoryListRequest,
): Promise<Page<MemoryRecord>> {
  const window = toPageWindow(request);
  const { perPage, sessionId, nowMs } = request;
  const selection = { tenant, scope: narrowScope(scope, request.namespace), sessionId, nowMs };
  if (selection.scope?.length === 0) return { items: [], total: 0, nextCursor: null };
  const { places, total } = await findPlaces(engine, selection, window, request);
  // Where the next page begins is known by the places: what is deleted before it is read ends no list.
  const page = toPage({ rows: places, total, perPage, toKeyset: (place) => place, toItem: ({ id }) => id });
  return { ...page, items: await readMemories(engine, selection, page.items) };
}

/** The places of a page (and one more), with the length of the whole list. */
async function findPlaces(
  engine: Engine,
  selection: MemorySelection,
  window: PageWindow,
  request: MemoryListRequest,
): Promise<{ readonly places: readonly Keyset[]; readonly total: number }> {
  const { matchesMetadata: matches, signal } = request;
  if (matches !== undefined) return scanMemories(engine, selection, window, { matches, signal });
  // The places come from an index alone, however far the page lies: rows are read for the page only.
  const places = await selectLive(engine.reader(selection.tenant), selection)
    .select(['id', 'created_at_ms as atMs'])
    .where(isAfter(['created_at_ms', 'id'], window.after))
    .orderBy('created_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(toLimit(window.limit))
    .offset(toLimit(window.offset))
    .execute();
  return { places, total: await countSelection(engine.reader(selection.tenant), selection) };
}

async function readMemories(
  { reader, codec, memoriesByIds }: Engine,
  { tenant, scope, sessionId }: MemorySelection,
  ids: readonly string[],
): Promise<MemoryRecord[]> {
  if (ids.length === 0) return [];
  // Put in order here: asked to, SQLite would walk its index of times from the newest on.
  const rows = await memoriesByIds(reader(tenant), { tenant }, ids);
  // An id may have begun another life elsewhere since its place was found.
  const chosen = rows.filter(
    (row) => isInScope(scope, row.namespace) && (sessionId === undefined || row.session_id === sessionId),
  );
  const byId = new Map(chosen.map((row) => [row.id, toMemory(codec, row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
