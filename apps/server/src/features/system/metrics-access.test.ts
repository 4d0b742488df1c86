import { isApiError } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { isForwarded, requireMetricsAccess } from './metrics-access.js';

const TOKEN = 'a-long-enough-token';

function refusalOf(request: { ip?: string; isForwarded?: boolean; authorization?: string }, token: string | null) {
  try {
    const { ip = '192.0.2.1', isForwarded: forwarded = false, authorization } = request;
    requireMetricsAccess({ ip, isForwarded: forwarded, authorization }, token);
    return null;
  } catch (error) {
    return isApiError(error) ? error.code : 'not an ApiError';
  }
}

describe('requireMetricsAccess', () => {
  it.each(['127.0.0.1', '127.3.4.5', '::1', '::ffff:127.0.0.1'])('lets %s read without a token', (ip) => {
    expect(refusalOf({ ip }, TOKEN)).toBeNull();
    expect(refusalOf({ ip }, null)).toBeNull();
  });

  it('wants the token from elsewhere', () => {
    expect(refusalOf({}, TOKEN)).toBe('MISSING_API_KEY');
    expect(refusalOf({ authorization: 'Bearer wrong' }, TOKEN)).toBe('INVALID_API_KEY');
    expect(refusalOf({ authorization: `Basic ${TOKEN}` }, TOKEN)).toBe('INVALID_API_KEY');
    expect(refusalOf({ authorization: `Bearer ${TOKEN}x` }, TOKEN)).toBe('INVALID_API_KEY');
    expect(refusalOf({ authorization: `bearer ${TOKEN}` }, TOKEN)).toBeNull();
  });

  it('lets nobody in from elsewhere where no token is set', () => {
    expect(refusalOf({}, null)).toBe('MISSING_API_KEY');
    expect(refusalOf({ authorization: 'Bearer ' }, null)).toBe('INVALID_API_KEY');
    expect(refusalOf({ authorization: 'Bearer null' }, null)).toBe('INVALID_API_KEY');
  });

  it("takes a forwarded request for one from elsewhere: the proxy's nearness is not the caller's", () => {
    expect(refusalOf({ ip: '127.0.0.1', isForwarded: true }, TOKEN)).toBe('MISSING_API_KEY');
  });
});

describe('isForwarded', () => {
  it('believes that a request is forwarded, and leaves trusted proxies to the address they tell', () => {
    expect(isForwarded({ 'x-forwarded-for': '203.0.113.9' }, false)).toBe(true);
    expect(isForwarded({ forwarded: 'for=203.0.113.9' }, false)).toBe(true);
    expect(isForwarded({ 'x-forwarded-for': '203.0.113.9' }, true)).toBe(false);
    expect(isForwarded({}, false)).toBe(false);
  });
});
