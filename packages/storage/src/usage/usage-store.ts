import type { Tenant } from '../tenant.js';
import type { ReadOptions, Transaction } from '../transaction.js';
import type { NotePlace } from './fold-stored.js';
import type { UsageAmounts } from './ledger-store.js';
import type { StoredMemories } from './stored-memories.js';
import type { UsageSpan } from './usage-span.js';
import type { Walk } from './walk-tenants.js';

/** What usage is told apart by, beside the time. */
export type UsageGrouping = 'operation' | 'key' | 'both';

/** A half-open interval, epoch milliseconds. Its ends lie on the borders of UTC days. */
export type UsageInterval = {
  /** Its first millisecond. */
  readonly fromMs: number;
  /** The first that is outside. */
  readonly toMs: number;
};

/** What was used in one UTC day. */
export type UsageDay = UsageAmounts & {
  /** The day's begin, epoch milliseconds. */
  readonly dayMs: number;
  /** Id of the operation; null where operations were not told apart. */
  readonly operation: string | null;
  /** Id of the API key; null where keys were not told apart. */
  readonly keyId: string | null;
};

/** A sum that is not that of its rows. */
export type UsageDifference = {
  /** Whose it is. */
  readonly tenant: Tenant;
  /** Whether it is of an hour or of a day. */
  readonly span: UsageSpan;
  /** Their begin, epoch milliseconds. */
  readonly startMs: number;
  /** Id of the operation that is summed. */
  readonly operation: string;
  /** Id of the API key that is summed. */
  readonly keyId: string;
  /** What the rows of the ledger have more than the sum; less where negative. */
  readonly missing: UsageAmounts;
};

/** What a tenant has used of a period so far. */
export type PeriodUse = {
  /** The period's begin, epoch milliseconds. */
  readonly periodMs: number;
  /** What was counted in it. */
  readonly amounts: UsageAmounts;
  /** The most memories at once. */
  readonly storedPeak: number;
};

/** Who is told what a tenant has used. */
export type UsageWatch = {
  /** The begins of the periods of interest, epoch milliseconds. */
  readonly periods: readonly number[];
  /** Told of one of them, in the transaction of the fold. */
  note(tx: Transaction, use: PeriodUse): Promise<void>;
};

/** Asked who is to be told of a tenant's use. Null: nobody. */
export type WatchUse = (tenant: Tenant) => Promise<UsageWatch | null>;

/** How far a folding has come. */
export type FoldPlace = {
  /** Through the tenants with something that was counted; null: that is done. */
  readonly counted: Walk<Tenant> | null;
  /** Through the notes of memories; null: that is done. */
  readonly stored: Walk<NotePlace> | null;
};

/** Sums of the ledger by hour and day. Derived: `compare` recounts them from the rows. */
export interface UsageStore {
  /** The days of an interval on which anything was counted, oldest first, then by operation and key. Right to the last commit. */
  days(
    tenant: Tenant,
    interval: UsageInterval,
    grouping?: UsageGrouping,
    options?: ReadOptions,
  ): Promise<readonly UsageDay[]>;
  /** What was used in the UTC day of a moment before it, to the millisecond. What is no request is not in it. */
  dayUntil(tenant: Tenant, atMs: number): Promise<UsageAmounts>;
  /** How many memories a tenant has at a time, and the most it has had in the period. */
  stored(tenant: Tenant, nowMs: number): Promise<StoredMemories>;
  /**
   * Adds what has come to the ledger since into the sums, at most `limit` commits of each of at most `limit` tenants, and
   * the notes of memories that are a minute old to the count of their period.
   * The piece that leaves nothing of a tenant tells `watch`, in its transaction, of the whole use of each period that it
   * is interested in, whichever got more: what earlier pieces added would be forgotten otherwise.
   * Commits on its own; to be called again with `next` as `from` until that is null. Whoever stops in the middle loses
   * nothing. `onFailure` is told of a tenant that could not be folded, which is then left out until a call without
   * `from`, and the others go on, however many fail; without it, the failure is thrown.
   */
  fold(options: {
    readonly limit: number;
    readonly nowMs: number;
    readonly from?: FoldPlace | undefined;
    readonly watch?: WatchUse | undefined;
    readonly onFailure?: ((error: unknown, tenant: Tenant) => void) | undefined;
  }): Promise<{ readonly folded: number; readonly next: FoldPlace | null }>;
  /** Every tenant that has a row or a sum. */
  tenants(): Promise<readonly Tenant[]>;
  /** Counts the rows of a tenant anew, and tells where its sums differ. Reads all of them in one snapshot. */
  compare(tenant: Tenant): Promise<readonly UsageDifference[]>;
}
