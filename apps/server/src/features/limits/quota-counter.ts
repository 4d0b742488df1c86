import { startPeriodicJob } from '../../periodic-job.js';
import type { PeriodQuota, PeriodUse } from './period-use.js';
import { TenantCounts, type Charge, type CountParts, type QuotaRefusal, type TenantQuota } from './tenant-counts.js';

/** Counts requests by day and month, over all nodes, with the database as the truth. */
export interface QuotaCounter {
  /** Lets a request in or refuses it: at once where this node has a reserve, or knows that nothing is left. */
  take(quota: TenantQuota, nowMs: number): Charge | QuotaRefusal | Promise<Charge | QuotaRefusal>;
  /** Counts a request that is let in whatever is left. */
  force(quota: TenantQuota): Charge;
  /** What this node knows of a period of a tenant; null: it hasn't looked. */
  known(quota: TenantQuota, period: PeriodQuota): PeriodUse | null;
  /** Tells the database what it doesn't know, and gives back what has ended. Runs by itself every second. */
  settle(): Promise<void>;
  /** Tells the database everything, gives every reserve back, and ends. */
  close(): Promise<void>;
  /** Tenants remembered at present. */
  readonly size: number;
}

const SETTLE_MS = 1000;

/** Makes a counter that reports in the background; what fails is tried again. */
export function createQuotaCounter(
  parts: CountParts & { readonly onError: (error: unknown) => void; readonly settleMs?: number },
): QuotaCounter {
  const { now, onError, settleMs = SETTLE_MS } = parts;
  const tenants = new Map<string, TenantCounts>();

  function countsOf({ tenant, tenantKey }: TenantQuota): TenantCounts {
    const known = tenants.get(tenantKey);
    if (known !== undefined) return known;
    const counts = new TenantCounts(parts, tenant);
    tenants.set(tenantKey, counts);
    return counts;
  }

  async function reportAll(nowMs: number): Promise<void> {
    for (const [key, counts] of tenants) {
      await counts.report(nowMs).catch(onError);
      counts.forgetQuiet(nowMs);
      if (counts.isEmpty) tenants.delete(key);
    }
  }

  const job = startPeriodicJob({ work: () => reportAll(now()), onError, intervalMs: settleMs });

  return {
    take: (quota, nowMs) => countsOf(quota).take(quota, nowMs),
    force: (quota) => countsOf(quota).force(quota),
    known: ({ tenantKey }, period) => tenants.get(tenantKey)?.known(period) ?? null,
    settle: job.run,
    async close() {
      await job.close();
      await reportAll(Infinity);
    },
    get size() {
      return tenants.size;
    },
  };
}
