import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Tenant } from '../tenant.js';
import { FIRST_STEP, type Walk, walkTenants } from './walk-tenants.js';

/** What is left to do of each organization; one that fails stays as it is. */
type Left = Record<string, { pieces: number; readonly isFailing: boolean }>;

const toTenant = (orgId: string): Tenant => ({ orgId, environment: 'live' });

/** Walks through all of it, and tells what was done in which order, and how often a step found somebody. */
async function walkAll(left: Left, limit: number) {
  const worked: string[] = [];
  const failures: string[] = [];
  let steps = 0;
  for (let walk: Walk<Tenant> | null = FIRST_STEP; walk !== null; steps += 1) {
    walk = await walkTenants(walk, {
      limit,
      find: async (after) =>
        Object.keys(left)
          .filter((orgId) => (left[orgId]?.pieces ?? 0) > 0 && orgId > (after?.orgId ?? ''))
          .toSorted()
          .slice(0, limit)
          .map(toTenant),
      async work({ orgId }) {
        const one = left[orgId];
        if (one === undefined || one.isFailing) throw new RangeError('not this one');
        worked.push(orgId);
        one.pieces -= 1;
        return one.pieces > 0;
      },
      onFailure: (_error, { orgId }) => void failures.push(orgId),
    });
  }
  return { worked, failures, steps };
}

it('works for each in turn, a piece at a time, until nobody has more', async () => {
  const left = {
    a: { pieces: 3, isFailing: false },
    b: { pieces: 1, isFailing: false },
    c: { pieces: 2, isFailing: false },
  };
  const { worked, failures } = await walkAll(left, 2);
  expect(worked).toEqual(['a', 'b', 'c', 'a', 'c', 'a']);
  expect(failures).toEqual([]);
});

it('passes those who fail, however many stand before the others, and tries each once', async () => {
  const failing = Object.fromEntries(
    Array.from({ length: 7 }, (_, at) => [`a${at}`, { pieces: 9, isFailing: true }] as const),
  );
  const { worked, failures } = await walkAll({ ...failing, b: { pieces: 2, isFailing: false } }, 3);
  expect(worked).toEqual(['b', 'b']);
  expect(failures).toEqual(Object.keys(failing));
});

it('works once for a tenant that is found at several places of a step', async () => {
  const worked: string[] = [];
  const end = await walkTenants(FIRST_STEP, {
    limit: 3,
    find: async () => ['a', 'b', 'a'].map(toTenant),
    work: async ({ orgId }) => worked.push(orgId) > 9,
    onFailure: undefined,
  });
  expect(worked).toEqual(['a', 'b']);
  expect(end).toEqual({ after: toTenant('a'), failed: new Set(), hasMore: false });
});

it('throws where nobody is to be told of a failure', async () => {
  const step = walkTenants(FIRST_STEP, {
    limit: 3,
    find: async () => [toTenant('a')],
    work: () => Promise.reject(new RangeError('not this one')),
    onFailure: undefined,
  });
  await expect(step).rejects.toThrow('not this one');
});

it('asks for nothing at its end', async () => {
  const find = () => expect.fail('it is done');
  expect(await walkTenants(null, { limit: 3, find, work: find, onFailure: undefined })).toBeNull();
});

it('leaves nothing to do but what fails, tries that once, and ends', async () => {
  const work = fc.record({ pieces: fc.nat({ max: 4 }), isFailing: fc.boolean() });
  const all = fc.dictionary(fc.string({ minLength: 1, maxLength: 2 }), work, { maxKeys: 12, noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(all, fc.integer({ min: 1, max: 5 }), async (given, limit) => {
      const left: Left = Object.fromEntries(Object.entries(given).map(([orgId, one]) => [orgId, { ...one }]));
      const { failures, steps } = await walkAll(left, limit);
      const failing = Object.keys(given).filter((orgId) => given[orgId]?.isFailing && given[orgId].pieces > 0);
      expect(failures.toSorted()).toEqual(failing.toSorted());
      for (const { pieces, isFailing } of Object.values(left)) expect(isFailing || pieces === 0).toBe(true);
      expect(steps).toBeLessThanOrEqual(4 * (Object.keys(given).length / limit + 1) + 1);
    }),
  );
});
