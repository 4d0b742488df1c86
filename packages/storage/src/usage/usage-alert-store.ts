import type { Page, PageRequest } from '../page.js';
import type { Transaction } from '../transaction.js';

/** A quota of a plan, as usage names it. */
export type UsageLimitName = 'api_calls' | 'tokens' | 'embeddings' | 'memories_stored';

/** That so much of a quota was used in a period: an event, once a period, quota, size of it and threshold. */
export type UsageAlert = {
  /** `evt_…`, sortable by time. */
  readonly id: string;
  /** The organization; what it is told of is its live environment. */
  readonly orgId: string;
  /** The period's begin, epoch milliseconds. */
  readonly periodMs: number;
  /** The quota. */
  readonly limit: UsageLimitName;
  /** How much of it was reached, percent. */
  readonly thresholdPercent: number;
  /** What was used when it was noticed. */
  readonly used: number;
  /** How large the quota was then. */
  readonly size: number;
  /** When it was noticed, epoch milliseconds. */
  readonly atMs: number;
};

/** The alerts of organizations. Append-only: the first of its kind in a period stays as it is. */
export interface UsageAlertStore {
  /** Adds those that are the first of their kind, and gives them back. All are of one organization. */
  raise(tx: Transaction, orgId: string, alerts: readonly UsageAlert[]): Promise<readonly UsageAlert[]>;
  /** Newest first. A bad cursor is ApiError `VALIDATION_ERROR`. */
  list(orgId: string, request: PageRequest): Promise<Page<UsageAlert>>;
}
