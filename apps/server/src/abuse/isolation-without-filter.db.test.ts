import type { Storage, Tenant } from '@memory-api/storage';
import { expect, it } from 'vitest';
import { describeOnEveryEngine } from './engines-fixture.js';
import { findLeaks, storeInEach, toTenants } from './tenants-fixture.js';
import { createWorld, MEMORIES } from './world-fixture.js';

/**
 * A data layer that has lost a filter: whatever tenant asks for memories, another one's are meant.
 * `forget` says what is lost of a tenant.
 */
function withoutFilter(storage: Storage, forget: (tenant: Tenant) => Tenant): Storage {
  const { memories } = storage;
  return {
    ...storage,
    memories: {
      ...memories,
      get: (tenant, ...rest) => memories.get(forget(tenant), ...rest),
      list: (tenant, ...rest) => memories.list(forget(tenant), ...rest),
      count: (tenant, ...rest) => memories.count(forget(tenant), ...rest),
    },
  };
}

describeOnEveryEngine('abuse: isolation, with a filter taken out of the data layer', (engine) => {
  it('45 without the organization in its filter, the search for leaks finds some', async () => {
    let first: string | null = null;
    const world = await createWorld(engine, {
      config: { signupsPerHour: 100_000 },
      decorateStorage: (storage) =>
        withoutFilter(storage, ({ orgId, environment }) => ({ orgId: (first ??= orgId), environment })),
    });
    const tenants = await toTenants(world);
    await storeInEach(world, tenants);
    await world.call({ url: MEMORIES, key: tenants[0]?.key ?? '' });
    const leaks = await findLeaks(world, tenants);
    await world.close();
    expect(leaks.some((leak) => leak.includes('sees'))).toBe(true);
    expect(leaks.some((leak) => leak.includes('lists'))).toBe(true);
  });

  it('45 without the environment in its filter, the search for leaks finds some', async () => {
    const world = await createWorld(engine, {
      config: { signupsPerHour: 100_000 },
      decorateStorage: (storage) => withoutFilter(storage, ({ orgId }) => ({ orgId, environment: 'live' })),
    });
    const tenants = await toTenants(world);
    await storeInEach(world, tenants);
    const leaks = await findLeaks(world, tenants);
    await world.close();
    expect(leaks.some((leak) => leak.includes('sees'))).toBe(true);
  });

  it('45 with both in place the same search finds none', async () => {
    const world = await createWorld(engine, { config: { signupsPerHour: 100_000 } });
    const tenants = await toTenants(world);
    await storeInEach(world, tenants);
    const leaks = await findLeaks(world, tenants);
    await world.close();
    expect(leaks).toEqual([]);
  });
});
