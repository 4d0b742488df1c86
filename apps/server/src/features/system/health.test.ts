import { describe, expect, it } from 'vitest';
import { createHealthReader } from './health.js';

function createSubject() {
  const state: { database: 'ok' | 'unavailable'; ready: boolean } = { database: 'ok', ready: true };
  const reader = createHealthReader({
    storage: { health: async () => state.database },
    embedder: { stats: () => ({ ready: state.ready }) },
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
