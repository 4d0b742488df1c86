import { setTimeout as pauseFor } from 'node:timers/promises';
import { isApiError } from '@memory-api/contract';
import type { Pool, PoolClient } from 'pg';
import { isLostConnection } from './postgres-failure.js';

/** Runs something on a connection of a pool, which takes it back unless it was lost. */
export async function withPooled<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isLost = false;
  try {
    return await run(client);
  } catch (error) {
    // Of a commit that was never answered, the cause says so.
    isLost = isLostConnection(isApiError(error) ? error.cause : error);
    throw error;
  } finally {
    client.release(isLost);
  }
}

/** Tries, and after each pause again, for as long as what failed is worth it; throws what came last. */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  { pausesMs, isWorthIt }: { readonly pausesMs: readonly number[]; readonly isWorthIt: (error: unknown) => boolean },
): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!isWorthIt(error)) throw error;
    }
    await pauseFor(pauseMs);
  }
  return attempt();
}
