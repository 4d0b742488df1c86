import type { Tenant } from '../tenant.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** How long an answer is kept for a repeated request: 24 hours (contract, section 2). */
export const IDEMPOTENCY_WINDOW_MS = 24 * 60 * 60 * 1000;

/** The first answer given under an idempotency key. */
export type IdempotencyRecord = {
  readonly key: string;
  /** What method, path and body came to; another one under the same key is a misuse. */
  readonly fingerprint: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body holds an API key and is encrypted with a key that only the caller has. */
  readonly isEncrypted: boolean;
  readonly keyId: string | null;
  readonly createdAtMs: number;
};

/** Answers kept for repeated requests, apart by organization and environment. */
export interface IdempotencyStore {
  find(tenant: Tenant, key: string, nowMs: number, options?: ReadOptions): Promise<IdempotencyRecord | null>;
  /** Keeps an answer. Throws ApiError `IDEMPOTENCY_IN_PROGRESS` where another one came first. */
  save(tx: Transaction, tenant: Tenant, record: IdempotencyRecord): Promise<void>;
}
