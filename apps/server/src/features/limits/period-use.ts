import type { LimitCount } from '@memory-api/storage';
import type { Period } from './calendar.js';

/** What is counted in a period. */
export interface Counted {
  readonly requests: number;
  readonly tokens: number;
  readonly embeddings: number;
}

/** How much of each may be used in a period. Null: as much as anyone likes. */
export interface PeriodQuota {
  readonly period: Period;
  readonly requests: number | null;
  readonly tokens: number | null;
  readonly embeddings: number | null;
}

/** Nothing yet. */
export const NOTHING: Counted = { requests: 0, tokens: 0, embeddings: 0 };

/**
 * What this process knows of one tenant in one period: what it counted itself, what the other nodes had when it last
 * looked, and how many requests it may let in without looking again.
 */
export class PeriodUse {
  readonly period: Period;
  /** Counted by this node: since it started, until the row that it has in the database is known. */
  own: Counted = NOTHING;
  /** Counted by the other nodes, when it last looked. */
  others: Counted = NOTHING;
  /** Whether `own` and `others` hold what the database had. */
  isLoaded = false;
  /** What the database says of `own`. */
  saved: Counted = NOTHING;
  /** Requests that may be let in until `reserveEndsAtMs`. */
  reserve = 0;
  reserveEndsAtMs = 0;
  /** When the database was last asked. */
  askedAtMs = -Infinity;
  /** No request is left of `size`, as far as was known; worth asking again from `untilMs` on. */
  spent: { readonly size: number; readonly untilMs: number } | null = null;
  /** Requests under way that may still give back or add. */
  open = 0;

  constructor(period: Period) {
    this.period = period;
  }

  /** What all nodes have counted, as far as this one knows. */
  get total(): Counted {
    return addCounted(this.own, this.others);
  }

  /** Requests that all nodes have counted, as far as this one knows. */
  get totalRequests(): number {
    return this.own.requests + this.others.requests;
  }

  /** Whether the database doesn't know yet what was counted, or keeps a reserve that has ended. */
  isDue(nowMs: number): boolean {
    if (this.reserve > 0 && nowMs < this.reserveEndsAtMs) return false;
    return this.reserve > 0 || !isSameCount(this.own, this.saved);
  }

  /** Lets a request in without asking, where some are reserved. */
  canTake(nowMs: number): boolean {
    return this.reserve > 0 && nowMs < this.reserveEndsAtMs;
  }

  /** Lets one of those in. */
  takeReserved(): void {
    this.reserve -= 1;
    this.count({ requests: 1 });
  }

  /** Counts what was used, or gives back what was not. */
  count(change: Partial<Counted>): void {
    const { requests = 0, tokens = 0, embeddings = 0 } = change;
    this.own = addCounted(this.own, { requests, tokens, embeddings });
    if (requests < 0) this.spent = null;
  }

  /** The first thing of a quota of which nothing is left, by what is known here; null: there is some of each. */
  findSpent(quota: PeriodQuota, nowMs: number): keyof Counted | null {
    if (quota.tokens !== null && this.total.tokens >= quota.tokens) return 'tokens';
    if (quota.embeddings !== null && this.total.embeddings >= quota.embeddings) return 'embeddings';
    const { spent } = this;
    const isSpent = spent !== null && quota.requests !== null && quota.requests <= spent.size && nowMs < spent.untilMs;
    return isSpent ? 'requests' : null;
  }

  /** Takes over what the database has of this period. Changes nothing of what is reserved. */
  load(counts: readonly LimitCount[], nodeId: string): void {
    const rows = counts.filter(({ period }) => period === this.period.id);
    this.others = rows.filter((row) => row.nodeId !== nodeId).reduce(addCounted, NOTHING);
    if (this.isLoaded) return;
    const before = rows.find((row) => row.nodeId === nodeId);
    if (before !== undefined) this.own = addCounted(this.own, before);
    this.saved = before === undefined ? NOTHING : pickCounted(before);
    this.isLoaded = true;
  }
}

/** The sum of two. */
export function addCounted(one: Counted, other: Counted): Counted {
  return {
    requests: one.requests + other.requests,
    tokens: one.tokens + other.tokens,
    embeddings: one.embeddings + other.embeddings,
  };
}

/** Whether two are the same. */
export function isSameCount(one: Counted, other: Counted): boolean {
  return one.requests === other.requests && one.tokens === other.tokens && one.embeddings === other.embeddings;
}

function pickCounted({ requests, tokens, embeddings }: Counted): Counted {
  return { requests, tokens, embeddings };
}
