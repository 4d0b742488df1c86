import { ApiError, type ErrorCode } from '@memory-api/contract';
import type { Counted, PeriodQuota, PeriodUse } from './period-use.js';
import type { LimitState, RateRefusal } from './rate-limiter.js';

const SECOND_MS = 1000;

/** Which limit refused, how large it is, how much of it is used, and when it opens again (null: when others end). */
export interface LimitDetails {
  readonly limit: string;
  readonly size: number;
  readonly used: number;
  readonly opens_at: string | null;
}

/** The error of a request that the minute or the requests at once refused. */
export function toRateError(refusal: RateRefusal, headers: Readonly<Record<string, string>>, nowMs: number): ApiError {
  const { refusedBy, minute, slots, retryInMs } = refusal;
  const retry = { 'retry-after': toRetryAfter(retryInMs) };
  if (refusedBy === 'minute') {
    return createLimitError('RATE_LIMIT_EXCEEDED', {
      message: 'Too many requests within a minute.',
      details: toDetails('requests_per_minute', minute, nowMs + retryInMs),
      headers: { ...headers, ...retry },
    });
  }
  return createLimitError('CONCURRENT_LIMIT_EXCEEDED', {
    message: 'Too many requests are under way.',
    details: toDetails('requests_at_once', slots, null),
    headers: { ...headers, ...retry },
  });
}

function toDetails(limit: string, state: LimitState | null, opensAtMs: number | null): LimitDetails {
  const { size = 0, used = 0 } = state ?? {};
  return { limit, size, used, opens_at: opensAtMs === null ? null : new Date(opensAtMs).toISOString() };
}

const QUOTA_NAMES = { requests: 'calls_per_month', tokens: 'tokens_per_month', embeddings: 'embeddings_per_month' };
const QUOTA_MESSAGES = {
  requests: 'The API calls of this month are used up.',
  tokens: 'The tokens of this month are used up.',
  embeddings: 'The embeddings of this month are used up.',
};

/** The error of a request that a day or a month has no room for. */
export function toQuotaError(
  { use, quota, spent }: { readonly use: PeriodUse; readonly quota: PeriodQuota; readonly spent: keyof Counted },
  nowMs: number,
  headers: Readonly<Record<string, string>> = {},
): ApiError {
  const { period } = quota;
  const opensAtMs = period.endsAtMs;
  const facts = { size: quota[spent] ?? 0, used: use.total[spent], opens_at: new Date(opensAtMs).toISOString() };
  if (period.kind === 'day') {
    return createLimitError('DAILY_QUOTA_EXCEEDED', {
      message: 'The requests of this day are used up.',
      details: { limit: 'requests_per_day', ...facts },
      headers: { ...headers, 'retry-after': toRetryAfter(opensAtMs - nowMs) },
    });
  }
  return createLimitError('QUOTA_EXCEEDED', {
    message: QUOTA_MESSAGES[spent],
    details: { limit: QUOTA_NAMES[spent], ...facts },
    headers,
  });
}

/** The error of a memory that there is no room for. */
export function toMemoriesError(size: number, used: number): ApiError {
  return createLimitError('QUOTA_EXCEEDED', {
    message: 'As many memories are stored as the plan allows.',
    details: { limit: 'memories_stored', size, used, opens_at: null },
    headers: {},
  });
}

function createLimitError(
  code: ErrorCode,
  parts: {
    readonly message: string;
    readonly details: LimitDetails;
    readonly headers: Readonly<Record<string, string>>;
  },
): ApiError {
  return new ApiError({ code, ...parts, details: { ...parts.details } });
}

function toRetryAfter(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / SECOND_MS)));
}
