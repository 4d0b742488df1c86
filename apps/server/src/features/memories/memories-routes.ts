import { ApiError } from '@memory-api/contract';
import type { ListMemoriesQuery } from '@memory-api/contract';
import { matchesFilter, parseMetadataFilter } from '@memory-api/recall';
import type { MemoryListRequest, Metadata, Storage } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { createValidationError } from '../../http/error-answer.js';
import type { Fault } from '../../http/json-body.js';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import { registerOperation } from '../../http/route.js';
import { parseIfMatch, toEtag } from './etag.js';
import type { VersionCondition } from './etag.js';
import type { MemoriesService } from './memories-service.js';
import { parseMemoryEdit, parseNewMemory } from './memory-input.js';
import type { Checked } from './memory-input.js';
import { toWireMemory } from './memory-mapper.js';

/** What the routes of memories are made of. */
export interface MemoriesParts {
  readonly service: MemoriesService;
  readonly storage: Pick<Storage, 'memories'>;
}

/** The routes of the room `memories`, as a plugin. */
export function createMemoriesRoutes(parts: MemoriesParts): (app: FastifyInstance) => void {
  return (app) => {
    registerSingle(app, parts);
    registerMany(app, parts);
  };
}

function registerSingle(app: FastifyInstance, { service }: MemoriesParts): void {
  registerOperation(app, 'createMemory', async ({ body }, context) => {
    const memory = await service.prepareNew(context, valueOf(parseNewMemory(body, context.nowMs)));
    return context.write(async (tx) => {
      const created = await service.create(tx, context, memory);
      const headers = { etag: toEtag(created.version), location: `/v1/memories/${created.id}` };
      return { data: toWireMemory(created), headers, namespace: created.namespace };
    });
  });

  registerOperation(app, 'getMemory', async ({ params }, context) => {
    const memory = await service.get(context, params.memory_id);
    return { data: toWireMemory(memory), headers: { etag: toEtag(memory.version) } };
  });

  registerOperation(app, 'updateMemory', async ({ params, body, headers }, context) => {
    const id = params.memory_id;
    const condition = readIfMatch(headers['if-match']);
    const edit = await service.prepareEdit(context, id, valueOf(parseMemoryEdit(body)));
    return context.write(async (tx) => {
      const updated = await service.update(tx, context, { id, edit, condition });
      return { data: toWireMemory(updated), headers: { etag: toEtag(updated.version) }, namespace: updated.namespace };
    });
  });

  registerOperation(app, 'deleteMemory', async ({ params }, context) =>
    context.write(async (tx) => {
      const { id, namespace } = await service.delete(tx, context, params.memory_id);
      return { data: { deleted: true, memory_id: id }, namespace };
    }),
  );
}

function registerMany(app: FastifyInstance, { storage: { memories } }: MemoriesParts): void {
  registerOperation(app, 'listMemories', async ({ query }, context) => {
    const { tenant, namespaces } = context.caller;
    const request = { ...toListRequest(query), nowMs: context.nowMs, signal: context.signal };
    const page = await memories.list(tenant, namespaces, request);
    context.usage.memoriesRead += page.items.length;
    return {
      data: page.items.map(toWireMemory),
      pagination: toPagination(request, page),
    };
  });

  registerOperation(app, 'countMemories', async ({ query }, context) => {
    const { tenant, namespaces } = context.caller;
    return { data: { count: await memories.count(tenant, namespaces, query, context.nowMs) } };
  });

  registerOperation(app, 'deleteAllMemories', async ({ query }, context) => {
    const { confirm, ...narrowing } = query;
    if (confirm !== true) throw new ApiError({ code: 'CONFIRMATION_REQUIRED' });
    const { key, tenant, namespaces } = context.caller;
    return context.write(async (tx) => {
      const change = { ...narrowing, keyId: key.id, nowMs: context.nowMs };
      const count = await memories.deleteAll(tx, tenant, namespaces, change);
      context.usage.memoriesWritten += count;
      return { data: { deleted: true, count }, effect: count > 0, ...narrowing };
    });
  });
}

function toListRequest(query: ListMemoriesQuery): Omit<MemoryListRequest, 'nowMs' | 'signal'> {
  const { namespace, session_id: sessionId, metadata_filter: filter } = query;
  return {
    ...toPageRequest(query),
    ...(namespace !== undefined && { namespace }),
    ...(sessionId !== undefined && { sessionId }),
    ...(filter !== undefined && { matchesMetadata: readMetadataFilter(filter) }),
  };
}

function readMetadataFilter(text: string): (metadata: Metadata) => boolean {
  const parsed = parseMetadataFilter(parseJson(text));
  if (parsed.ok) return (metadata) => matchesFilter(parsed.filter, metadata);
  return refuse(
    parsed.errors.map(({ path, message }) => ({
      field: path === '' ? 'metadata_filter' : `metadata_filter.${path}`,
      message,
    })),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse([{ field: 'metadata_filter', message: 'must be JSON' }]);
  }
}

function readIfMatch(header: string | readonly string[] | undefined): VersionCondition | null {
  if (header === undefined) return null;
  const condition = parseIfMatch([header].flat().join(', '));
  return condition ?? refuse([{ field: 'If-Match', message: 'must be * or a list of entity tags such as "3"' }]);
}

function valueOf<Value>(checked: Checked<Value>): Value {
  return checked.ok ? checked.value : refuse(checked.faults);
}

function refuse(faults: readonly Fault[]): never {
  throw createValidationError(faults);
}
