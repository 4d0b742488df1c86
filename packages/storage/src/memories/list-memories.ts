import type { Kysely } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { isAfter, type PageWindow, toPage, toPageWindow } from '../keyset.js';
import type { Page } from '../page.js';
import type { Tables } from '../tables.js';
import { narrowScope, type NamespaceScope, type Tenant } from '../tenant.js';
import { countSelection } from './count-memories.js';
import { MEMORY_COLUMNS, type MemoryRow, toMemory } from './memory-row.js';
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
  const { ids, total } = await findIds(engine, selection, window, request);
  const rows = await readRows(engine.reader, tenant, ids);
  return toPage({
    rows,
    total,
    perPage,
    toKeyset: (row) => ({ atMs: row.created_at_ms, id: row.id }),
    toItem: (row) => toMemory(engine.codec, row),
  });
}

/** The ids of a page (and one more), with the length of the whole list. */
async function findIds(
  engine: Engine,
  selection: MemorySelection,
  window: PageWindow,
  request: MemoryListRequest,
): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  const { matchesMetadata: matches, signal } = request;
  if (matches !== undefined) return scanMemories(engine, selection, window, { matches, signal });
  // The ids come from an index alone, however far the page lies: rows are read for the page only.
  const rows = await selectLive(engine.reader, selection)
    .select('id')
    .where(isAfter(['created_at_ms', 'id'], window.after))
    .orderBy('created_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(toLimit(window.limit))
    .offset(toLimit(window.offset))
    .execute();
  return { ids: rows.map(({ id }) => id), total: await countSelection(engine.reader, selection) };
}

async function readRows(db: Kysely<Tables>, tenant: Tenant, ids: readonly string[]): Promise<MemoryRow[]> {
  if (ids.length === 0) return [];
  // Put in order here: asked to, SQLite would walk its index of times from the newest on.
  const rows = await db
    .selectFrom('memories')
    .select(MEMORY_COLUMNS)
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('id', 'in', ids)
    .where('deleted_at_ms', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
