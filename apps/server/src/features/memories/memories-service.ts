import { ApiError } from '@memory-api/contract';
import type { MemoryRecord, Metadata, ModelVectors, Storage, Tenant, Transaction } from '@memory-api/storage';
import type { AuthenticatedContext, Caller } from '../../http/request-context.js';
import { isMatch } from './etag.js';
import type { VersionCondition } from './etag.js';
import type { MemoryEdit, NewMemory } from './memory-input.js';

/** A memory that is ready to be written: everything slow is behind it. */
export interface EmbeddedMemory extends NewMemory {
  readonly vectors: readonly ModelVectors[];
}

/** A change that is ready to be written. Without `vectors`, its text was the memory's own when it was prepared. */
export interface EmbeddedEdit extends MemoryEdit {
  readonly vectors: readonly ModelVectors[] | null;
}

/** What of the request's context the service reads, and adds to. */
export type MemoryContext = Pick<AuthenticatedContext, 'caller' | 'nowMs' | 'usage' | 'signal'>;

/** Whether the plan of a caller has room for one more memory. Both throw ApiError `QUOTA_EXCEEDED` where it has none. */
export interface RoomForMemories {
  /** Before the work. */
  check(caller: Caller, nowMs: number): Promise<void>;
  /** Decides, in the transaction that adds the memory. */
  require(tx: Transaction, caller: Caller, nowMs: number): Promise<void>;
}

/**
 * What the API does with memories, apart from finding them. `prepare…` comes before the transaction and may wait for
 * the embedder; `create`, `update`, `delete` and `deleteAll` run inside it. Where a memory is missing, expired, or
 * outside the caller's namespaces, ApiError `MEMORY_NOT_FOUND`.
 */
export interface MemoriesService {
  prepareNew(context: MemoryContext, memory: NewMemory): Promise<EmbeddedMemory>;
  create(tx: Transaction, context: MemoryContext, memory: EmbeddedMemory): Promise<MemoryRecord>;
  get(context: MemoryContext, id: string): Promise<MemoryRecord>;
  prepareEdit(context: MemoryContext, id: string, edit: MemoryEdit): Promise<EmbeddedEdit>;
  /** Throws ApiError `PRECONDITION_FAILED` where the version isn't one that `condition` allows. */
  update(
    tx: Transaction,
    context: MemoryContext,
    change: { readonly id: string; readonly edit: EmbeddedEdit; readonly condition: VersionCondition | null },
  ): Promise<MemoryRecord>;
  /** Gives the memory as it was last. */
  delete(tx: Transaction, context: MemoryContext, id: string): Promise<MemoryRecord>;
}

/** Embeds a text for its namespace, with all vectors that it can do with. Rejects with `EMBEDDER_UNAVAILABLE`. */
export interface TextEmbedder {
  embedText(
    place: { readonly tenant: Tenant; readonly namespace: string; readonly signal: AbortSignal },
    text: string,
  ): Promise<{ readonly vectors: readonly ModelVectors[]; readonly tokens: number }>;
}

/** Makes the service over the store and the embedder. */
export function createMemoriesService({
  storage: { memories },
  embedder,
  room,
}: {
  readonly storage: Pick<Storage, 'memories'>;
  readonly embedder: TextEmbedder;
  readonly room: RoomForMemories;
}): MemoriesService {
  const embed = async (
    context: MemoryContext,
    { namespace, text }: Pick<NewMemory, 'namespace' | 'text'>,
  ): Promise<readonly ModelVectors[]> => {
    const { caller, signal } = context;
    const embedded = await embedder.embedText({ tenant: caller.tenant, namespace, signal }, text);
    context.usage.modelCalls += 1;
    context.usage.embeddings += 1;
    context.usage.tokensInput += embedded.tokens;
    return embedded.vectors;
  };

  const get = async (context: MemoryContext, id: string): Promise<MemoryRecord> => {
    const { tenant, namespaces } = context.caller;
    return (await memories.get(tenant, namespaces, id, context.nowMs)) ?? refuseMissing(id);
  };

  const hold = async (tx: Transaction, context: MemoryContext, id: string): Promise<MemoryRecord> => {
    const { tenant, namespaces } = context.caller;
    return (await memories.hold(tx, tenant, namespaces, id, context.nowMs)) ?? refuseMissing(id);
  };

  return {
    get: async (context, id) => {
      const memory = await get(context, id);
      context.usage.memoriesRead += 1;
      return memory;
    },

    prepareNew: async (context, memory) => {
      await room.check(context.caller, context.nowMs);
      return { ...memory, vectors: await embed(context, memory) };
    },

    create: async (tx, context, memory) => {
      const { key, tenant, namespaces } = context.caller;
      await room.require(tx, context.caller, context.nowMs);
      context.usage.memoriesWritten += 1;
      return memories.create(tx, tenant, namespaces, { ...memory, keyId: key.id, nowMs: context.nowMs });
    },

    prepareEdit: async (context, id, edit) => {
      const current = await get(context, id);
      const isNewText = edit.text !== undefined && edit.text !== current.text;
      const { namespace } = current;
      return { ...edit, vectors: isNewText ? await embed(context, { namespace, text: edit.text }) : null };
    },

    update: async (tx, context, { id, edit, condition }) => {
      const { key, tenant, namespaces } = context.caller;
      const current = await hold(tx, context, id);
      if (condition !== null && !isMatch(condition, current.version)) refuseVersion(id, current.version);
      const patch = { ...toPatch(edit, current), keyId: key.id, nowMs: context.nowMs };
      context.usage.memoriesWritten += 1;
      return (await memories.update(tx, tenant, namespaces, id, patch)) ?? refuseMissing(id);
    },

    delete: async (tx, context, id) => {
      const { key, tenant, namespaces } = context.caller;
      const memory = await hold(tx, context, id);
      await memories.delete(tx, tenant, namespaces, id, { keyId: key.id, nowMs: context.nowMs });
      context.usage.memoriesWritten += 1;
      return memory;
    },
  };
}

interface MemoryPatchParts {
  readonly text?: string;
  readonly vectors?: readonly ModelVectors[];
  readonly metadata?: Metadata;
}

function toPatch({ text, metadata, vectors }: EmbeddedEdit, current: MemoryRecord): MemoryPatchParts {
  const changed = metadata === undefined ? {} : { metadata };
  if (text === undefined || (vectors === null && text === current.text)) return changed;
  if (vectors !== null) return { ...changed, text, vectors };
  // The text was this very one when it was looked at, and another request has changed it since: to set it back now
  // would need a vector, and embedding here would hold up every other write.
  throw new ApiError({
    code: 'STORAGE_UNAVAILABLE',
    message: 'The memory was changed by another request at the same moment; send this one again.',
    headers: { 'retry-after': '1' },
  });
}

function refuseMissing(id: string): never {
  throw new ApiError({ code: 'MEMORY_NOT_FOUND', details: { memory_id: id } });
}

function refuseVersion(id: string, version: number): never {
  throw new ApiError({ code: 'PRECONDITION_FAILED', details: { memory_id: id, current_version: version } });
}
