import type { SetHeader } from '../../http/limits.js';
import type { PeriodQuota } from './period-use.js';
import type { LimitState } from './rate-limiter.js';
import type { TenantLimits } from './tenant-limits.js';

/** How the limits of a request stand. Null: there is no such limit, or nobody has looked yet. */
export interface LimitStates {
  readonly minute: LimitState | null;
  readonly slots: LimitState | null;
  readonly day: LimitState | null;
  readonly month: LimitState | null;
}

const SECOND_MS = 1000;

/**
 * The policies of a tenant as `RateLimit-Policy` lists them (draft-ietf-httpapi-ratelimit-headers): a list of strings
 * with parameters, in the grammar of RFC 9651. `q` is the quota, `w` the window in seconds, `qu` what is counted.
 */
export function toPolicyHeader(limits: TenantLimits, month: PeriodQuota | null): string {
  const { perMinute, perDay, atOnce } = limits;
  const policies = [
    ...(perMinute === null ? [] : [`"minute";q=${perMinute};w=60`]),
    ...(perDay === null ? [] : [`"day";q=${perDay};w=86400`]),
    ...(month === null || month.requests === null ? [] : [`"month";q=${month.requests};w=${toSeconds(month)}`]),
    ...(atOnce === null ? [] : [`"concurrent";q=${atOnce};qu="concurrent-requests"`]),
  ];
  return policies.join(', ');
}

function toSeconds({ period: { startsAtMs, endsAtMs } }: PeriodQuota): number {
  return (endsAtMs - startsAtMs) / SECOND_MS;
}

/** What is left of each, as `RateLimit` lists it: `r` of the quota, and `t` the seconds until all of it is open again. */
export function toRateLimitHeader({ minute, day, month, slots }: LimitStates): string {
  let header = '';
  if (minute !== null) header = `"minute"${toParameters(minute)}`;
  if (day !== null) header += `${header === '' ? '' : ', '}"day"${toParameters(day)}`;
  if (month !== null) header += `${header === '' ? '' : ', '}"month"${toParameters(month)}`;
  if (slots !== null) header += `${header === '' ? '' : ', '}"concurrent"${toParameters(slots)}`;
  return header;
}

function toParameters(state: LimitState): string {
  const { resetsInMs } = state;
  const remaining = toRemaining(state);
  return resetsInMs === null ? `;r=${remaining}` : `;r=${remaining};t=${Math.ceil(resetsInMs / SECOND_MS)}`;
}

function toRemaining({ size, used }: LimitState): number {
  return Math.max(0, size - used);
}

/** The headers of an answer, those that there are no limits for left out. */
export interface LimitHeaders {
  readonly policy: string;
  readonly states: LimitStates;
  readonly nowMs: number;
}

/**
 * Gives the headers of an answer one by one: an object of them would be made and taken apart in every request. The three
 * older ones tell of the minute, or else of the longest-lived limit that there is.
 */
export function writeLimitHeaders({ policy, states, nowMs }: LimitHeaders, set: SetHeader): void {
  const shown = states.minute ?? states.day ?? states.month ?? states.slots;
  if (shown !== null) {
    set('x-ratelimit-limit', String(shown.size));
    set('x-ratelimit-remaining', String(toRemaining(shown)));
    set('x-ratelimit-reset', String(Math.ceil((nowMs + (shown.resetsInMs ?? 0)) / SECOND_MS)));
  }
  if (policy !== '') set('ratelimit-policy', policy);
  const rateLimit = toRateLimitHeader(states);
  if (rateLimit !== '') set('ratelimit', rateLimit);
}

/** The same as an object, for an error that takes them along. */
export function toLimitHeaders(headers: LimitHeaders): Record<string, string> {
  const record: Record<string, string> = {};
  writeLimitHeaders(headers, (name, value) => {
    record[name] = value;
  });
  return record;
}
