import { EmbedderError } from '@memory-api/embedder';
import type { NamespaceModels } from '@memory-api/storage';
import { describe, expect, it, vi } from 'vitest';
import { createNamespaceEmbedder } from './namespace-embedder.js';
import type { Embedders } from './open-embedders.js';
import { createWordEmbedder } from './word-embedder-fixture.js';

const place = {
  tenant: { orgId: 'org_a', environment: 'live' as const },
  namespace: 'default',
  signal: new AbortController().signal,
};

function createParts(models: NamespaceModels | null, { mayDiffer = true, hasOld = true } = {}) {
  const [old, next] = [createWordEmbedder('old', 8), createWordEmbedder('next', 9)];
  const modelsOf = vi.fn(async () => models);
  const warn = vi.fn();
  const embedders: Embedders = {
    current: { embedder: next, model: { number: 2, name: 'next', dimensions: 9 } },
    of: async (number) => (number === 2 ? next : hasOld && number === 1 ? old : null),
    mayDiffer,
    setMayDiffer: vi.fn(),
    close: async () => {},
  };
  const storage = { embedding: { modelsOf } } as unknown as Parameters<typeof createNamespaceEmbedder>[0]['storage'];
  return {
    old,
    next,
    modelsOf,
    warn,
    embedders,
    embedder: createNamespaceEmbedder({ embedders, storage, logger: { warn } }),
  };
}

describe('createNamespaceEmbedder', () => {
  it('asks the store nothing where all namespaces have its own model', async () => {
    const { embedder, modelsOf } = createParts({ model: 1, nextModel: null }, { mayDiffer: false });
    expect((await embedder.embedText(place, 'a')).vectors.map(({ model }) => model.number)).toEqual([2]);
    expect((await embedder.embedQuestion(place, 'a', null))?.model).toBe(2);
    expect(modelsOf).not.toHaveBeenCalled();
  });

  it('gives a text vectors of both models while its namespace changes, its own first', async () => {
    const { embedder } = createParts({ model: 1, nextModel: 2 });
    const { vectors } = await embedder.embedText(place, 'a');
    expect(vectors.map(({ model }) => [model.number, model.dimensions])).toEqual([
      [2, 9],
      [1, 8],
    ]);
  });

  it.each([[{ model: 2, nextModel: 2 }], [null]])(
    'gives it those of its own alone where that is enough: %j',
    async (models) => {
      const { embedder, old } = createParts(models);
      expect((await embedder.embedText(place, 'a')).vectors).toHaveLength(1);
      expect(old.asked.texts).toEqual([]);
    },
  );

  it('embeds a question by the model of its namespace, or by the one that recall has met', async () => {
    const { embedder, embedders } = createParts({ model: 1, nextModel: 2 });
    expect((await embedder.embedQuestion(place, 'a', null))?.vector).toHaveLength(8);
    expect((await embedder.embedQuestion(place, 'a', 2))?.vector).toHaveLength(9);
    expect(embedders.setMayDiffer).toHaveBeenCalledExactlyOnceWith(true);
  });

  it('has no vector for a question of a model that this node has no embedder of', async () => {
    const { embedder } = createParts({ model: 1, nextModel: 2 }, { hasOld: false });
    expect(await embedder.embedQuestion(place, 'a', null)).toBeNull();
    expect((await embedder.embedText(place, 'a')).vectors.map(({ model }) => model.number)).toEqual([2]);
  });

  it('writes without vectors of the model before where its embedder fails, and says so', async () => {
    const { embedder, old, warn } = createParts({ model: 1, nextModel: 2 });
    old.isDown = true;
    expect((await embedder.embedText(place, 'a')).vectors.map(({ model }) => model.number)).toEqual([2]);
    expect(warn).toHaveBeenCalledOnce();
    await expect(embedder.embedQuestion(place, 'a', null)).rejects.toMatchObject({ code: 'EMBEDDER_UNAVAILABLE' });
  });

  it('refuses as the contract says where its own embedder fails, and leaves other failures as they are', async () => {
    const { embedder, next } = createParts(null);
    const fail = vi.spyOn(next, 'embedTexts');
    fail.mockRejectedValueOnce(new EmbedderError('lost', { retryable: true }));
    const refusal = { code: 'EMBEDDER_UNAVAILABLE', status: 503, headers: { 'retry-after': '1' } };
    await expect(embedder.embedText(place, 'a')).rejects.toMatchObject(refusal);
    fail.mockRejectedValueOnce(new RangeError('a fault of ours'));
    await expect(embedder.embedText(place, 'a')).rejects.toThrow('a fault of ours');
  });
});
