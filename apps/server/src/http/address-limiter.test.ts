import { describe, expect, it } from 'vitest';
import { createAddressLimiter, toAddressBlock } from './address-limiter.js';

const MINUTE_MS = 60_000;

function createLimiter(limit: number, maxAddresses?: number) {
  const options = { limit, windowMs: MINUTE_MS };
  return createAddressLimiter(maxAddresses === undefined ? options : { ...options, maxAddresses });
}

describe('createAddressLimiter', () => {
  it('allows exactly the limit within a window', () => {
    const limiter = createLimiter(3);
    const allowed = [0, 1, 2, 3, 4].map((nowMs) => limiter.hit('192.0.2.1', nowMs).allowed);
    expect(allowed).toEqual([true, true, true, false, false]);
  });

  it('has no double burst over the edge of a minute', () => {
    const limiter = createLimiter(2);
    for (const nowMs of [59_000, 59_500]) expect(limiter.hit('192.0.2.1', nowMs).allowed).toBe(true);
    expect(limiter.hit('192.0.2.1', 60_001).allowed).toBe(false);
    expect(limiter.hit('192.0.2.1', 119_001).allowed).toBe(true);
    expect(limiter.hit('192.0.2.1', 119_002).allowed).toBe(false);
  });

  it('lets in whoever waits as long as it says, even after being refused often', () => {
    const limiter = createLimiter(1);
    limiter.hit('192.0.2.1', 0);
    for (let nowMs = 1_000; nowMs < 30_000; nowMs += 1_000) limiter.hit('192.0.2.1', nowMs);
    const refused = limiter.hit('192.0.2.1', 30_000);
    expect(refused).toEqual({ allowed: false, retryAfterSeconds: 30 });
    expect(limiter.hit('192.0.2.1', 60_000).allowed).toBe(true);
  });

  it('never says to wait for less than a second', () => {
    const limiter = createLimiter(1);
    limiter.hit('192.0.2.1', 0);
    expect(limiter.hit('192.0.2.1', 59_999)).toEqual({ allowed: false, retryAfterSeconds: 1 });
  });

  it('counts each address for itself', () => {
    const limiter = createLimiter(1);
    expect(limiter.hit('192.0.2.1', 0).allowed).toBe(true);
    expect(limiter.hit('192.0.2.2', 0).allowed).toBe(true);
    expect(limiter.hit('192.0.2.1', 0).allowed).toBe(false);
  });

  it('counts a /64 of IPv6 as one', () => {
    const limiter = createLimiter(1);
    expect(limiter.hit('2001:db8:1:2::1', 0).allowed).toBe(true);
    expect(limiter.hit('2001:db8:1:2:ffff::9', 0).allowed).toBe(false);
    expect(limiter.hit('2001:db8:1:3::1', 0).allowed).toBe(true);
  });

  it('forgets the address that was quiet longest when it knows too many', () => {
    const limiter = createLimiter(1, 2);
    limiter.hit('192.0.2.1', 0);
    limiter.hit('192.0.2.2', 0);
    limiter.hit('192.0.2.1', 1);
    limiter.hit('192.0.2.3', 2);
    expect(limiter.size).toBe(2);
    expect(limiter.hit('192.0.2.1', 3).allowed).toBe(false);
    expect(limiter.hit('192.0.2.2', 3).allowed).toBe(true);
  });
});

describe('toAddressBlock', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '8193:3512:0:0::/64'],
    ['not an address', 'not an address'],
  ])('puts %s into %s', (address, block) => {
    expect(toAddressBlock(address)).toBe(block);
  });
});
