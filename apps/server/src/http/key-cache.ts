import type { ApiKeyRecord, Organization } from '@memory-api/storage';
import { createAddressMatcher, type AddressMatcher } from './address-matcher.js';
import type { KnownCaller } from './present-caller.js';

/** A key that was found, made ready for the checks of each request. */
export interface KnownKey {
  readonly caller: KnownCaller;
  /** When it stops to work, epoch milliseconds: its expiry or the end of its grace period. */
  readonly endsAtMs: number;
  /** Null: the key may be used from everywhere. */
  readonly addresses: AddressMatcher | null;
}

/** The one indexed look-up behind the cache. */
export type FindByHash = (
  keyHash: string,
) => Promise<{ readonly key: ApiKeyRecord; readonly organization: Organization } | null>;

/** Known keys of this process, by their hash. */
export interface KeyCache {
  /** Answers at once what is known, and looks the rest up. Null: there is no such key. */
  find(keyHash: string): KnownKey | Promise<KnownKey | null>;
  /**
   * Forgets everything. To be called after a change of keys or organizations has been
   * committed, before it's answered.
   */
  invalidate(): void;
  readonly size: number;
}

/**
 * Makes a cache that holds the `maxEntries` keys used last. Unknown keys aren't remembered: one
 * that is made right after it was looked up in vain works at once. A look-up that was under way
 * during an invalidation isn't remembered either: it may have read the state before.
 */
export function createKeyCache(options: { readonly findByHash: FindByHash; readonly maxEntries?: number }): KeyCache {
  const { findByHash, maxEntries = 10_000 } = options;
  const known = new Map<string, KnownKey>();
  let generation = 0;

  async function load(keyHash: string): Promise<KnownKey | null> {
    const generationBefore = generation;
    const found = await findByHash(keyHash);
    if (found === null) return null;
    const key = toKnownKey(found.key, found.organization);
    if (generation === generationBefore) remember(keyHash, key);
    return key;
  }

  function remember(keyHash: string, key: KnownKey): void {
    known.set(keyHash, key);
    if (known.size <= maxEntries) return;
    for (const oldest of known.keys()) {
      known.delete(oldest);
      return;
    }
  }

  return {
    find(keyHash) {
      const key = known.get(keyHash);
      if (key === undefined) return load(keyHash);
      // A Map iterates in the order of insertion: the first is the one unused longest.
      known.delete(keyHash);
      known.set(keyHash, key);
      return key;
    },
    invalidate() {
      generation += 1;
      known.clear();
    },
    get size() {
      return known.size;
    },
  };
}

/** When a key stops to work: never later than its expiry, also in a grace period. */
export function toEndsAtMs(key: Pick<ApiKeyRecord, 'expiresAtMs' | 'graceUntilMs'>): number {
  return Math.min(key.expiresAtMs ?? Infinity, key.graceUntilMs ?? Infinity);
}

function toKnownKey(key: ApiKeyRecord, organization: Organization): KnownKey {
  return {
    caller: {
      key,
      organization,
      tenant: { orgId: key.orgId, environment: key.environment },
      namespaces: key.namespaces,
    },
    endsAtMs: toEndsAtMs(key),
    addresses: key.ipAllowlist === null ? null : createAddressMatcher(key.ipAllowlist),
  };
}
