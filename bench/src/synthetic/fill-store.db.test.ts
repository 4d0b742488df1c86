import type { MemoryRecord } from '@memory-api/storage';
import { readTestServers } from '@memory-api/storage/conformance';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore, withStore } from '../harness/store-location.js';
import type { EngineName } from '../harness/store-location.js';
import { fillStore } from './fill-store.js';

const servers = readTestServers();

async function fillAndList(engine: EngineName): Promise<readonly MemoryRecord[]> {
  return withStore(engine, async (location) => {
    const { orgId, memories } = await fillStore({
      ...location,
      namespace: 'n',
      count: 60,
      seed: 5,
      say: () => undefined,
    });
    const storage = await openStore(location);
    const request = { perPage: 100, nowMs: Date.now() };
    const { items } = await storage.memories.list({ orgId, environment: 'live' }, null, request);
    await storage.close();
    expect(items.map(({ id }) => id)).toEqual(memories.map(({ id }) => id).toReversed());
    return items;
  });
}

describe('fillStore', () => {
  beforeEach(() => vi.stubEnv('BENCH_DATABASE_URL', servers?.postgres18 ?? ''));
  afterEach(() => vi.unstubAllEnvs());

  it('fills a store in the order of its times', async () => {
    const items = await fillAndList('sqlite');
    expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, place) => 60 - place));
  }, 120_000);

  it.skipIf(servers === null)(
    'fills both engines with the same',
    async () => {
      expect(await fillAndList('postgres')).toEqual(await fillAndList('sqlite'));
    },
    120_000,
  );
});
