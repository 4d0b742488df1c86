import { describe, expect, it } from 'vitest';
import { createHealthReader, type ReembeddingFigures } from './health.js';

function createSubject() {
  const state: { database: 'ok' | 'unavailable'; ready: boolean; reembedding: ReembeddingFigures } = {
    database: 'ok',
    ready: true,
    reembedding: { status: 'idle', memories: 0, memoriesLeft: 0 },
  };
  const reader = createHealthReader({
    storage: { health: async () => state.database },
    embedder: { stats: () => ({ ready: state.ready }) },
    reembedder: { state: () => state.reembedding },
    version: '1.2.3',
  });
  return { state, reader };
}

describe('createHealthReader', () => {
  it('is healthy when everything works', async () => {
    expect(await createSubject().reader.read()).toEqual({
      status: 'healthy',
      version: '1.2.3',
      database: 'ok',
      cache: 'ok',
      embedder: 'ok',
      reembedding: null,
    });
  });

  it('is healthy while the embedder starts, and not once it is lost', async () => {
    const { state, reader } = createSubject();
    state.ready = false;
    expect(await reader.read()).toMatchObject({ status: 'healthy', embedder: 'starting' });
    state.ready = true;
    await reader.read();
    state.ready = false;
    expect(await reader.read()).toMatchObject({ status: 'unhealthy', embedder: 'unavailable' });
  });

  it('tells the share of memories that have vectors of the new model, never rounded up to all', async () => {
    const { state, reader } = createSubject();
    state.reembedding = { status: 'running', memories: 10_000, memoriesLeft: 2500 };
    expect(await reader.read()).toMatchObject({
      status: 'healthy',
      reembedding: { status: 'running', progress: 0.75 },
    });
    state.reembedding = { status: 'waiting', memories: 10_000, memoriesLeft: 1 };
    expect((await reader.read()).reembedding).toEqual({ status: 'waiting', progress: 0.999 });
  });

  it('is neither healthy nor ready without its database', async () => {
    const { state, reader } = createSubject();
    state.database = 'unavailable';
    expect(await reader.read()).toMatchObject({ status: 'unhealthy', database: 'unavailable' });
    expect(await reader.isReady()).toBe(false);
  });

  it('is not ready once it leaves', async () => {
    const { reader } = createSubject();
    expect(await reader.isReady()).toBe(true);
    reader.leave();
    expect(await reader.isReady()).toBe(false);
  });
});
