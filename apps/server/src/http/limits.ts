import type { OperationId } from '@memory-api/contract';
import type { Caller, RequestUsage } from './request-context.js';

/** Takes one header of an answer. */
export type SetHeader = (name: string, value: string) => void;

/** A request that the limits of a plan hold for, from when it is let in until it is answered. */
export interface LimitedRequest {
  /**
   * Counts it against the quotas of day and month, before its handler runs. Null: done, at once.
   *
   * @throws ApiError (or rejects with it) DAILY_QUOTA_EXCEEDED or QUOTA_EXCEEDED
   */
  chargeQuotas(id: OperationId): Promise<void> | null;
  /**
   * Gives back what it costs nothing, once it's known how it ended; null: nobody was left to be answered, and it did
   * nothing. The first call decides.
   */
  settle(status: number | null, usage: Pick<RequestUsage, 'tokensInput' | 'tokensOutput' | 'embeddings'>): void;
  /** Gives its slot back, as soon as it has been answered or its caller has left. */
  leave(): void;
  /** Gives what the answer says of the limits, as they stand now. Names are in lower case. */
  writeHeaders(set: SetHeader): void;
}

/** What is asked to be let in. */
export interface Admission {
  readonly nowMs: number;
  /** Null: no operation has the path. */
  readonly operation: OperationId | null;
  /** It may turn out to be a replay, which counts in no quota. */
  readonly mayBeReplay: boolean;
}

/** The limits of plans, as the pipeline sees them. */
export interface Limits {
  /**
   * Lets a request in, or refuses it by the minute or the requests at once. Null: its organization has no limit.
   *
   * @throws ApiError (or rejects with it) RATE_LIMIT_EXCEEDED or CONCURRENT_LIMIT_EXCEEDED; DAILY_QUOTA_EXCEEDED or
   *   QUOTA_EXCEEDED where that would refuse it next: whoever waits for the minute alone would wait in vain
   */
  admit(caller: Caller, admission: Admission): LimitedRequest | null | Promise<LimitedRequest | null>;
}
