import type { Tenant } from '@memory-api/storage';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { exchangeCounts, type ExchangeParts, type PeriodPart } from './count-exchange.js';
import { PeriodUse, type Counted, type PeriodQuota } from './period-use.js';

/** What a tenant may use, in one period or two. Those who ask with the same object are decided together. */
export interface TenantQuota {
  readonly tenant: Tenant;
  /** Names the tenant. */
  readonly tenantKey: string;
  readonly periods: readonly PeriodQuota[];
  /** Most requests that one node lets in a minute; null: nothing slows them. */
  readonly perMinute: number | null;
}

/** A request that counts, from when it is let in until it has ended. */
export interface Charge {
  /** To be called once: what the request used, or null where it counts for nothing after all. */
  end(used: Omit<Counted, 'requests'> | null): void;
}

/** A request that a period has no room for; it was counted in none. */
export interface QuotaRefusal {
  readonly use: PeriodUse;
  readonly quota: PeriodQuota;
  readonly spent: keyof Counted;
}

/** What the counts of a tenant are kept with. */
export interface CountParts extends ExchangeParts {
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly pause?: (ms: number) => Promise<void>;
}

interface Waiter {
  readonly quota: TenantQuota;
  readonly nowMs: number;
  readonly resolve: (outcome: Charge | QuotaRefusal) => void;
  readonly reject: (error: unknown) => void;
}

// What was spent may have been given back on another node.
const SPENT_FOR_MS = 1000;
const QUIET_MS = 60_000;
// Together longer than a reserve may stay unused where nothing slows the requests: see toReserve.
const UNCERTAIN_PAUSE_MS = 100;
const UNCERTAIN_ATTEMPTS = 30;

/** Whether an outcome is a refusal. */
export function isQuotaRefusal(outcome: Charge | QuotaRefusal): outcome is QuotaRefusal {
  return 'spent' in outcome;
}

/** The counts of one tenant in this process: one exchange with the database at a time, for all that wait. */
export class TenantCounts {
  readonly #parts: CountParts;
  readonly #tenant: Tenant;
  readonly #uses = new Map<string, PeriodUse>();
  #waiting: Waiter[] = [];
  #isAsking = false;
  /** The parts of the quota that was asked with last: mostly it is that of the next request, too. */
  #latest: { readonly quota: TenantQuota; readonly parts: readonly TenantPart[] } | null = null;

  constructor(parts: CountParts, tenant: Tenant) {
    this.#parts = parts;
    this.#tenant = tenant;
  }

  /** Whether nothing is known, and nobody waits. */
  get isEmpty(): boolean {
    return this.#uses.size === 0 && this.#waiting.length === 0 && !this.#isAsking;
  }

  /** Lets a request in or refuses it: at once where there is a reserve, or nothing is left for sure. */
  take(quota: TenantQuota, nowMs: number): Charge | QuotaRefusal | Promise<Charge | QuotaRefusal> {
    const parts = this.#partsOf(quota);
    const refusal = findRefusal(parts, nowMs);
    if (refusal !== null) return refusal;
    if (this.#waiting.length === 0 && parts.every(({ use }) => use.canTake(nowMs))) {
      for (const { use } of parts) use.takeReserved();
      return new OpenCharge(parts);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ quota, nowMs, resolve, reject });
      void this.#serve();
    });
  }

  /** Counts a request that is let in whatever is left. */
  force(quota: TenantQuota): Charge {
    const parts = this.#partsOf(quota);
    for (const { use } of parts) use.count({ requests: 1 });
    return new OpenCharge(parts);
  }

  /** What is known of a period; null: it hasn't been looked at. */
  known({ period }: PeriodQuota): PeriodUse | null {
    const use = this.#uses.get(period.id);
    return use?.isLoaded === true ? use : null;
  }

  /** Tells the database what it doesn't know yet, and gives back the reserves that have ended by `nowMs`. */
  async report(nowMs: number): Promise<void> {
    const due = [...this.#uses.values()].filter((use) => use.isDue(nowMs));
    if (this.#isAsking || due.length === 0) return;
    this.#isAsking = true;
    try {
      const parts = due.map((use) => ({ use, quota: null }));
      const ask = { tenant: this.#tenant, parts, wanted: 0, perMinute: null, nowMs: this.#parts.now() };
      await exchangeCounts(this.#parts, ask);
    } finally {
      this.#isAsking = false;
      void this.#serve();
    }
  }

  /** Forgets what the database has, and nobody has asked about for a while. */
  forgetQuiet(nowMs: number): void {
    if (this.#isAsking) return;
    this.#latest = null;
    for (const [id, use] of this.#uses) {
      const isOver = nowMs >= use.period.endsAtMs || nowMs - use.askedAtMs > QUIET_MS;
      if (isOver && use.open === 0 && !use.isDue(Infinity)) this.#uses.delete(id);
    }
  }

  #partsOf(asked: TenantQuota): readonly TenantPart[] {
    if (this.#latest?.quota === asked) return this.#latest.parts;
    const parts = asked.periods.map((quota) => {
      const { period } = quota;
      const use = this.#uses.get(period.id) ?? new PeriodUse(period);
      this.#uses.set(period.id, use);
      return { use, quota };
    });
    this.#latest = { quota: asked, parts };
    return parts;
  }

  async #serve(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#waiting.length > 0) await this.#serveTogether();
    } finally {
      this.#isAsking = false;
    }
  }

  /** Those that wait for the same, in the order in which they came. */
  async #serveTogether(): Promise<void> {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const { quota } = first;
    const end = this.#waiting.findIndex((waiter) => waiter.quota !== quota);
    const together = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
    try {
      await this.#ask(quota, first.nowMs, together);
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }

  async #ask(quota: TenantQuota, firstMs: number, together: Waiter[]): Promise<void> {
    const parts = this.#partsOf(quota);
    const { tenant, perMinute } = quota;
    const { pause = pauseFor } = this.#parts;
    for (let attempt = 1; together.length > 0; attempt += 1) {
      const nowMs = Math.max(firstMs, this.#parts.now());
      const grant = await exchangeCounts(this.#parts, { tenant, parts, wanted: together.length, perMinute, nowMs });
      for (const { resolve } of together.splice(0, grant.granted)) resolve(new OpenCharge(parts));
      const refusing = grant.refusedBy === null ? undefined : parts[grant.refusedBy];
      if (refusing === undefined) return;
      if (grant.isUncertain && attempt < UNCERTAIN_ATTEMPTS) {
        await pause(UNCERTAIN_PAUSE_MS);
      } else {
        const refusal = refuse(refusing, nowMs);
        for (const { resolve } of together.splice(0)) resolve(refusal);
      }
    }
  }
}

/** A period of a tenant that something is asked of. */
interface TenantPart extends PeriodPart {
  readonly quota: PeriodQuota;
}

/** What is known to be spent, without a look at the database. */
function findRefusal(parts: readonly TenantPart[], nowMs: number): QuotaRefusal | null {
  for (const { use, quota } of parts) {
    const spent = use.findSpent(quota, nowMs);
    if (spent !== null) return { use, quota, spent };
  }
  return null;
}

/** Notes that the database has nothing left, so that who knocks on doesn't ask it each time. */
function refuse({ use, quota }: TenantPart, nowMs: number): QuotaRefusal {
  const spent = use.findSpent(quota, nowMs) ?? 'requests';
  if (spent === 'requests' && quota.requests !== null) {
    use.spent = { size: quota.requests, untilMs: nowMs + SPENT_FOR_MS };
  }
  return { use, quota, spent };
}

class OpenCharge implements Charge {
  readonly #parts: readonly TenantPart[];

  constructor(parts: readonly TenantPart[]) {
    this.#parts = parts;
    for (const { use } of parts) use.open += 1;
  }

  end(used: Omit<Counted, 'requests'> | null): void {
    for (const { use } of this.#parts) {
      use.open -= 1;
      if (used === null) use.count({ requests: -1 });
      else if (used.tokens > 0 || used.embeddings > 0) use.count(used);
    }
  }
}
