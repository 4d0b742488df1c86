import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';

/** What was used, as it is counted: of one request, or summed. */
export type UsageAmounts = {
  /** Requests; in a correction also below zero. */
  readonly calls: number;
  /** Tokens of texts and questions, as the embedder counts them, and of a language model's prompt. */
  readonly tokensInput: number;
  /** Tokens that a language model says it wrote. */
  readonly tokensOutput: number;
  /** Memories that were given to the caller. */
  readonly memoriesRead: number;
  /** Memories that were created, changed or deleted. */
  readonly memoriesWritten: number;
  /** Texts and questions that were embedded. */
  readonly embeddings: number;
  /** Calls of models of any kind, embedders among them. */
  readonly modelCalls: number;
  /** Of `tokensInput`, those that a language model was given. */
  readonly modelTokensInput: number;
  /** From the arrival of a request until its answer was ready, in microseconds of wall time. */
  readonly processingUs: number;
};

/** A counted request. */
export type LedgerEntry = UsageAmounts & {
  /** Whose request it was. */
  readonly tenant: Tenant;
  /** The server's own `req_…`; one row an organization and id. */
  readonly requestId: string;
  /** The API key that sent it. */
  readonly keyId: string;
  /** Id of the operation, such as `createMemory`. */
  readonly operation: string;
  /** When the request came, epoch milliseconds: decides which hour, day and period it belongs to. */
  readonly atMs: number;
  /** HTTP status of its answer. */
  readonly status: number;
};

/** One row a counted request. Append-only: the database itself refuses changes; a correction is a row of its own. */
export interface LedgerStore {
  /** Adds the row of a write, in its transaction: neither is there without the other. */
  append(tx: Transaction, entry: LedgerEntry): Promise<void>;
  /**
   * Adds rows of any tenants. `isAgain`: the same rows in the same order were sent before, and nobody knows whether they
   * were kept; all or none were, and those that were are left as they are.
   */
  appendMany(
    tx: Transaction,
    entries: readonly LedgerEntry[],
    options?: { readonly isAgain?: boolean | undefined },
  ): Promise<void>;
  /** The rows of a tenant whose ids come after `afterId`, in the order of their ids: at most `limit`. */
  list(tenant: Tenant, options: { readonly afterId: string; readonly limit: number }): Promise<readonly LedgerEntry[]>;
}
