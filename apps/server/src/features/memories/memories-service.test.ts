import { ApiError } from '@memory-api/contract';
import type { MemoryRecord, ModelVectors, Storage, Transaction } from '@memory-api/storage';
import { describe, expect, it, vi } from 'vitest';
import { createMemoriesService } from './memories-service.js';
import type { MemoryContext, TextEmbedder } from './memories-service.js';

const record: MemoryRecord = {
  id: 'm',
  namespace: 'default',
  text: 'as stored',
  metadata: {},
  sessionId: null,
  occurredAtMs: null,
  expiresAtMs: null,
  version: 3,
  createdAtMs: 0,
  updatedAtMs: 0,
  seq: 1,
  revision: 1,
};

const tx = {} as Transaction;

function toVectors(text: string): ModelVectors[] {
  return [{ model: { number: 1, name: 'm', dimensions: 1 }, values: Int8Array.of(text.length) }];
}

function createParts(stored: MemoryRecord | null = record) {
  const update = vi.fn<Storage['memories']['update']>().mockResolvedValue({ ...record, version: 4 });
  const get = vi.fn<Storage['memories']['get']>().mockResolvedValue(stored);
  const hold = vi.fn<Storage['memories']['hold']>().mockResolvedValue(stored);
  const create = vi.fn<Storage['memories']['create']>().mockResolvedValue(record);
  const embedText = vi.fn<TextEmbedder['embedText']>(async (_place, text) => ({
    vectors: toVectors(text),
    tokens: text.length,
  }));
  const storage = { memories: { get, hold, update, create } as Partial<Storage['memories']> as Storage['memories'] };
  const context = {
    caller: { key: { id: 'key_1' }, tenant: { orgId: 'org_a', environment: 'live' }, namespaces: null },
    nowMs: 7,
    usage: {
      tokensInput: 0,
      tokensOutput: 0,
      memoriesRead: 0,
      memoriesWritten: 0,
      embeddings: 0,
      modelCalls: 0,
      modelTokensInput: 0,
    },
    signal: new AbortController().signal,
  } as unknown as MemoryContext;
  const room = { check: vi.fn(async () => {}), require: vi.fn(async () => {}) };
  const service = createMemoriesService({ storage, embedder: { embedText }, room });
  return { service, update, hold, create, embedText, room, context };
}

const newMemory = {
  id: 'mem_1',
  namespace: 'default',
  text: 'new',
  metadata: {},
  sessionId: null,
  occurredAtMs: null,
  expiresAtMs: null,
};

describe('createMemoriesService', () => {
  it('neither embeds nor writes a memory that the plan has no room for', async () => {
    const { service, room, embedText, create, context } = createParts();
    const full = new ApiError({ code: 'QUOTA_EXCEEDED' });
    room.check.mockRejectedValueOnce(full);
    await expect(service.prepareNew(context, newMemory)).rejects.toBe(full);
    expect(embedText).not.toHaveBeenCalled();
    room.require.mockRejectedValueOnce(full);
    await expect(service.create(tx, context, { ...newMemory, vectors: toVectors('x') })).rejects.toBe(full);
    expect(create).not.toHaveBeenCalled();
  });

  it('embeds a text that is another one, and writes it with its vector', async () => {
    const { service, update, context } = createParts();
    const edit = await service.prepareEdit(context, 'm', { text: 'another' });
    await service.update(tx, context, { id: 'm', edit, condition: null });
    const [, tenant, namespaces, id, patch] = update.mock.lastCall ?? [];
    expect([tenant, namespaces, id]).toEqual([context.caller.tenant, null, 'm']);
    expect(patch).toEqual({ text: 'another', vectors: toVectors('another'), keyId: 'key_1', nowMs: 7 });
    expect(context.usage).toMatchObject({ tokensInput: 7, memoriesWritten: 1, embeddings: 1, modelCalls: 1 });
  });

  it('neither embeds nor writes a text that is the same', async () => {
    const { service, update, embedText, context } = createParts();
    const edit = await service.prepareEdit(context, 'm', { text: 'as stored', metadata: { a: 1 } });
    await service.update(tx, context, { id: 'm', edit, condition: null });
    expect(embedText).not.toHaveBeenCalled();
    expect(update.mock.lastCall?.[4]).toEqual({ metadata: { a: 1 }, keyId: 'key_1', nowMs: 7 });
  });

  it('never leaves a text with the vector of another: a change in between has the caller send again', async () => {
    const { service, update, hold, context } = createParts();
    const edit = await service.prepareEdit(context, 'm', { text: 'as stored' });
    hold.mockResolvedValue({ ...record, text: 'changed meanwhile', version: 4 });
    const change = { id: 'm', edit, condition: null };
    await expect(service.update(tx, context, change)).rejects.toMatchObject({ retryable: true, status: 503 });
    expect(update).not.toHaveBeenCalled();
  });

  it('compares the version inside the transaction', async () => {
    const { service, update, hold, context } = createParts();
    const condition = { kind: 'one-of', versions: [3] } as const;
    const edit = await service.prepareEdit(context, 'm', { metadata: {} });
    hold.mockResolvedValue({ ...record, version: 4 });
    await expect(service.update(tx, context, { id: 'm', edit, condition })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      details: { current_version: 4 },
    });
    expect(update).not.toHaveBeenCalled();
    expect(hold.mock.lastCall?.[0]).toBe(tx);
  });

  it("doesn't embed for a memory that is missing", async () => {
    const { service, embedText, context } = createParts(null);
    await expect(service.prepareEdit(context, 'm', { text: 'x' })).rejects.toMatchObject({ code: 'MEMORY_NOT_FOUND' });
    expect(embedText).not.toHaveBeenCalled();
  });

  it('writes nothing where the embedder fails', async () => {
    const { service, embedText, context } = createParts();
    embedText.mockRejectedValueOnce(new ApiError({ code: 'EMBEDDER_UNAVAILABLE' }));
    const edit = { text: 'another' };
    await expect(service.prepareEdit(context, 'm', edit)).rejects.toMatchObject({ code: 'EMBEDDER_UNAVAILABLE' });
    expect(context.usage.modelCalls).toBe(0);
  });

  it('embeds for the namespace of the memory', async () => {
    const { service, embedText, context } = createParts({ ...record, namespace: 'user:1' });
    await service.prepareEdit(context, 'm', { text: 'another' });
    const { tenant } = context.caller;
    expect(embedText).toHaveBeenCalledWith({ tenant, namespace: 'user:1', signal: context.signal }, 'another');
  });
});
