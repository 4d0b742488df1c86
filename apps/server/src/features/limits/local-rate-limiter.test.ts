import fc from 'fast-check';
import { invariant } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { createLocalRateLimiter } from './local-rate-limiter.js';
import { isRefusal, type Pass, type RateDecision, type RateLimiter, type RateLimits } from './rate-limiter.js';

const NOW = Date.UTC(2026, 2, 1, 12);
const BOTH: RateLimits = { perMinute: 5, atOnce: 2 };

function enter(limiter: RateLimiter, limits: RateLimits, nowMs = NOW, tenantKey = 'org_a live'): RateDecision {
  const decision = limiter.enter(tenantKey, limits, nowMs);
  invariant(!(decision instanceof Promise), 'what is counted in the process answers at once');
  return decision;
}

function pass(limiter: RateLimiter, limits: RateLimits, nowMs = NOW): Pass {
  const decision = enter(limiter, limits, nowMs);
  invariant(!isRefusal(decision), 'the request is let in');
  return decision;
}

describe('createLocalRateLimiter', () => {
  it('has exactly N of N + k requests under way at once, for every N from 1 to 1,000', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 50 }), (atOnce, more) => {
        const limiter = createLocalRateLimiter();
        const limits = { perMinute: null, atOnce };
        const decisions = Array.from({ length: atOnce + more }, () => enter(limiter, limits));
        expect(decisions.filter(isRefusal)).toHaveLength(more);
        for (const decision of decisions) if (!isRefusal(decision)) decision.leave();
        expect(isRefusal(enter(limiter, limits))).toBe(false);
      }),
    );
  });

  it('never has more under way than the limit, nor more slots free, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 200 }), (steps) => {
        const limiter = createLocalRateLimiter();
        const open: Pass[] = [];
        for (const [comes, which] of steps) {
          if (comes) {
            const decision = enter(limiter, { perMinute: null, atOnce: 4 });
            expect(isRefusal(decision)).toBe(open.length === 4);
            if (!isRefusal(decision)) open.push(decision);
          } else {
            const [left] = open.splice(which % Math.max(1, open.length), 1);
            // Twice: once when it was answered, once when its connection closed.
            left?.leave();
            left?.leave();
          }
        }
      }),
    );
  });

  it('charges the minute nothing where the slots refuse, and takes no slot where the minute refuses', () => {
    const limiter = createLocalRateLimiter();
    const open = [pass(limiter, BOTH), pass(limiter, BOTH)];
    for (let sent = 0; sent < 9; sent += 1) {
      expect(enter(limiter, BOTH)).toMatchObject({ refusedBy: 'slots', minute: { used: 2 }, slots: { used: 2 } });
    }
    for (const each of open) each.leave();
    for (let sent = 0; sent < 3; sent += 1) pass(limiter, BOTH).leave();
    for (let sent = 0; sent < 9; sent += 1) {
      expect(enter(limiter, BOTH, NOW + 1)).toMatchObject({
        refusedBy: 'minute',
        retryInMs: 59_999,
        minute: { size: 5, used: 5, resetsInMs: 59_999 },
        slots: { size: 2, used: 0 },
      });
    }
  });

  it('forgets a request that is refunded, once', () => {
    const limiter = createLocalRateLimiter();
    const first = pass(limiter, BOTH);
    pass(limiter, BOTH);
    first.refund();
    first.refund();
    expect(first.minute(NOW)).toEqual({ size: 5, used: 1, resetsInMs: 60_000 });
  });

  it('keeps tenants apart', () => {
    const limiter = createLocalRateLimiter();
    const limits = { perMinute: 1, atOnce: null };
    const keys = ['org_a live', 'org_a test', 'org_b live'];
    expect(keys.map((key) => isRefusal(enter(limiter, limits, NOW, key)))).toEqual([false, false, false]);
    expect(keys.map((key) => isRefusal(enter(limiter, limits, NOW, key)))).toEqual([true, true, true]);
  });

  it('holds a plan that has just become smaller to its new size', () => {
    const limiter = createLocalRateLimiter();
    for (let sent = 0; sent < 5; sent += 1) pass(limiter, { perMinute: 10, atOnce: null }, NOW + sent);
    const smaller = { perMinute: 3, atOnce: null };
    // The third of the five has to leave the window, so that two are left.
    expect(enter(limiter, smaller, NOW + 10)).toMatchObject({ refusedBy: 'minute', retryInMs: 59_992 });
    expect(isRefusal(enter(limiter, smaller, NOW + 60_002))).toBe(false);
  });

  it('counts no minute for a plan that has none', () => {
    const limiter = createLocalRateLimiter();
    const only = pass(limiter, { perMinute: null, atOnce: 3 });
    only.refund();
    expect([only.minute(NOW), only.slots()]).toEqual([null, { size: 3, used: 1, resetsInMs: null }]);
  });

  it('remembers only who sent something within the last minute or has something under way', () => {
    const limiter = createLocalRateLimiter();
    for (let tenant = 0; tenant < 50; tenant += 1) {
      const decision = enter(limiter, BOTH, NOW, `org_${tenant} live`);
      if (tenant > 0 && !isRefusal(decision)) decision.leave();
    }
    expect(limiter.size).toBe(50);
    enter(limiter, BOTH, NOW + 60_000, 'org_new live');
    expect(limiter.size).toBe(2);
  });
});
