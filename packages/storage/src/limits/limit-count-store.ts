import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';

/** What one node has counted of a tenant in one period, and what it may still let in without asking. */
export type LimitCount = {
  /** Names the period: `day:2026-03-01`, `month:2026-03`. Its bounds are UTC. */
  readonly period: string;
  /** The first moment after the period, epoch milliseconds. */
  readonly endsAtMs: number;
  /** The process that counted: no other one writes this row. */
  readonly nodeId: string;
  /** Requests that it let in and that count. */
  readonly requests: number;
  /** Tokens that they were charged. */
  readonly tokens: number;
  /** Texts that they had embedded. */
  readonly embeddings: number;
  /** Requests that it may let in beyond those, until `reservedUntilMs`. */
  readonly reserved: number;
  /** Epoch milliseconds; from then on nothing is reserved. */
  readonly reservedUntilMs: number;
};

/** How much of its day and month each tenant has used, by node. */
export interface LimitCountStore {
  /**
   * The counts of all nodes in the given periods. Until the transaction ends, nobody else reads or writes counts of the
   * tenant this way: what is decided by their sum stays true.
   */
  hold(tx: Transaction, tenant: Tenant, periods: readonly string[]): Promise<readonly LimitCount[]>;
  /** Sets the count of a node in a period. */
  save(tx: Transaction, tenant: Tenant, count: LimitCount): Promise<void>;
  /** Removes the tenant's counts of periods that ended by then. */
  removeEnded(tx: Transaction, tenant: Tenant, endedByMs: number): Promise<void>;
}
