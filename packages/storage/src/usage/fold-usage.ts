import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import type { Storage } from '../storage-port.js';
import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';
import { compileFold, findTenantsToFold } from './fold-deltas.js';
import { compileFoldStored, findStoredToFold } from './fold-stored.js';
import type { FoldPlace, PeriodUse, UsageStore } from './usage-store.js';
import { FIRST_STEP, walkTenants } from './walk-tenants.js';

/** Reads what a tenant has used of a period, in a transaction. */
export type ReadUse = (
  tx: Transaction,
  tenant: Tenant,
  period: { readonly periodMs: number; readonly nowMs: number },
) => Promise<PeriodUse>;

const FIRST_PLACE: FoldPlace = { counted: FIRST_STEP, stored: FIRST_STEP };

/** Makes the folding of all that has come into the sums, one step a call. */
export function createFoldUsage(parts: {
  readonly engine: Engine;
  readonly write: Storage['write'];
  readonly readUse: ReadUse;
}): UsageStore['fold'] {
  const { engine, write, readUse } = parts;
  const foldTenant = compileFold(engine);
  const foldStored = compileFoldStored(engine);
  // What it writes can be counted again from the ledger: no fsync is waited for.
  const commit = <Result>(body: (tx: Transaction) => Promise<Result>): Promise<Result> =>
    write(body, { durability: 'process' });

  async function foldCounted(tenant: Tenant, { limit, nowMs, watch }: Parameters<UsageStore['fold']>[0]) {
    const watching = (await watch?.(tenant)) ?? null;
    return commit(async (tx) => {
      const piece = await foldTenant(tx, tenant, limit);
      // A month's sums take many times as long to add up as a piece to fold: once is enough.
      if (watching === null || piece.hasMore) return piece;
      for (const periodMs of watching.periods) await watching.note(tx, await readUse(tx, tenant, { periodMs, nowMs }));
      return piece;
    });
  }

  return async (options) => {
    const { limit, nowMs, from = FIRST_PLACE, onFailure } = options;
    let folded = 0;
    const counted = await walkTenants(from.counted, {
      limit,
      onFailure,
      find: (after) => commit((tx) => findTenantsToFold(connectionOf(tx, 'housekeeping'), { after, limit })),
      async work(tenant) {
        const { taken, hasMore } = await foldCounted(tenant, options);
        folded += taken;
        return hasMore;
      },
    });
    const stored = await walkTenants(from.stored, {
      limit,
      onFailure,
      find: (after) => commit((tx) => findStoredToFold(connectionOf(tx, 'housekeeping'), { after, limit, nowMs })),
      async work(tenant) {
        await commit((tx) => foldStored(tx, tenant, { limit, nowMs }));
        // All that was found of it is taken, since that was its oldest: the next step finds what it has more.
        return false;
      },
    });
    return { folded, next: counted === null && stored === null ? null : { counted, stored } };
  };
}
