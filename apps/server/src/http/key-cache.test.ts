import type { ApiKeyRecord, Organization } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { createKeyCache, toEndsAtMs, type FindByHash } from './key-cache.js';

function toFound(id: string, revokedAtMs: number | null = null): Awaited<ReturnType<FindByHash>> {
  const key = { id, orgId: 'org_1', environment: 'live', namespaces: null, ipAllowlist: null, revokedAtMs };
  return { key: key as ApiKeyRecord, organization: { id: 'org_1' } as Organization };
}

/** A look-up that answers when the test says so. */
function createHeldLookup() {
  const waiting: ((found: Awaited<ReturnType<FindByHash>>) => void)[] = [];
  const findByHash: FindByHash = () => new Promise((resolve) => void waiting.push(resolve));
  return { findByHash, answer: (found: Awaited<ReturnType<FindByHash>>) => waiting.shift()?.(found) };
}

describe('createKeyCache', () => {
  it('looks a key up once', async () => {
    let lookups = 0;
    const cache = createKeyCache({
      findByHash: async () => {
        lookups += 1;
        return toFound('key_1');
      },
    });
    await cache.find('hash');
    await cache.find('hash');
    expect(lookups).toBe(1);
  });

  it('finds a key that is made right after it was looked up in vain', async () => {
    let made: Awaited<ReturnType<FindByHash>> = null;
    const cache = createKeyCache({ findByHash: async () => made });
    expect(await cache.find('hash')).toBeNull();
    made = toFound('key_1');
    expect((await cache.find('hash'))?.caller.key.id).toBe('key_1');
  });

  it('lets a fill lose that was under way during an invalidation', async () => {
    const { findByHash, answer } = createHeldLookup();
    const cache = createKeyCache({ findByHash });
    const stale = cache.find('hash');
    cache.invalidate();
    answer(toFound('key_1'));
    await stale;
    expect(cache.size).toBe(0);
    const fresh = cache.find('hash');
    answer(toFound('key_1', 5));
    expect((await fresh)?.caller.key.revokedAtMs).toBe(5);
  });

  it('never revives a key by a fill that is older than a newer one', async () => {
    const { findByHash, answer } = createHeldLookup();
    const cache = createKeyCache({ findByHash });
    const stale = cache.find('hash');
    cache.invalidate();
    const fresh = cache.find('hash');
    answer(toFound('key_1'));
    await stale;
    answer(toFound('key_1', 5));
    await fresh;
    expect((await cache.find('hash'))?.caller.key.revokedAtMs).toBe(5);
  });

  it('forgets everything at an invalidation', async () => {
    const cache = createKeyCache({ findByHash: async () => toFound('key_1') });
    await cache.find('hash');
    cache.invalidate();
    expect(cache.size).toBe(0);
  });

  it('holds the keys used last', async () => {
    const lookups: string[] = [];
    const cache = createKeyCache({
      maxEntries: 2,
      findByHash: async (hash) => {
        lookups.push(hash);
        return toFound(hash);
      },
    });
    for (const hash of ['a', 'b', 'a', 'c', 'a']) await cache.find(hash);
    expect(cache.size).toBe(2);
    expect(lookups).toEqual(['a', 'b', 'c']);
  });
});

describe('toEndsAtMs', () => {
  it.each([
    [null, null, Infinity],
    [10, null, 10],
    [null, 20, 20],
    [10, 20, 10],
    [20, 10, 10],
  ])('ends a key that expires at %s with a grace until %s at %s', (expiresAtMs, graceUntilMs, expected) => {
    expect(toEndsAtMs({ expiresAtMs, graceUntilMs })).toBe(expected);
  });
});
