import type { Tenant } from '../tenant.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** How long an answer is kept for a repeated request: 24 hours (contract, section 2). */
export const IDEMPOTENCY_WINDOW_MS = 24 * 60 * 60 * 1000;

/** The first answer given under an idempotency key. */
export type IdempotencyRecord = {
  /** The caller's `Idempotency-Key`, 1–255 characters. */
  readonly key: string;
  /** What method, path and body came to; another one under the same key is a misuse. */
  readonly fingerprint: string;
  /** HTTP status of the first answer. */
  readonly status: number;
  /** Headers that a replay sends again. */
  readonly headers: Readonly<Record<string, string>>;
  /** The `data` of the first answer as JSON, or its ciphertext. */
  readonly body: string;
  /** The body holds an API key and is encrypted with a key that only the caller has. */
  readonly isEncrypted: boolean;
  /** The API key that asked first. */
  readonly keyId: string | null;
  /** Epoch milliseconds; kept for `IDEMPOTENCY_WINDOW_MS` from here. */
  readonly createdAtMs: number;
};

/** Answers kept for repeated requests, apart by organization and environment. */
export interface IdempotencyStore {
  /** The answer kept under a key; null where there is none, or its time is over. */
  find(tenant: Tenant, key: string, nowMs: number, options?: ReadOptions): Promise<IdempotencyRecord | null>;
  /** Keeps an answer. Throws ApiError `IDEMPOTENCY_IN_PROGRESS` where another one came first. */
  save(tx: Transaction, tenant: Tenant, record: IdempotencyRecord): Promise<void>;
}
