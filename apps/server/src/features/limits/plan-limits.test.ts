import { describe, expect, it, onTestFinished } from 'vitest';
import type { LimitedRequest } from '../../http/limits.js';
import type { Caller } from '../../http/request-context.js';
import { createPlans } from '../../plans/plans.js';
import { createFindCallerLimits } from './caller-limits.js';
import { createFakeCounts } from './limit-counts-fixture.js';
import { createLocalRateLimiter } from './local-rate-limiter.js';
import { createPlanLimits } from './plan-limits.js';
import { createQuotaCounter } from './quota-counter.js';
import type { RateLimiter } from './rate-limiter.js';

const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const START = Date.UTC(2026, 2, 1, 12);
const CALLER = {
  plan: plans.get('free'),
  tenant: { orgId: 'org_a', environment: 'live' },
} as unknown as Caller;
const USAGE = { tokensInput: 30, tokensOutput: 10, embeddings: 1 };

function createParts(limiter: RateLimiter = createLocalRateLimiter()) {
  const clock = { nowMs: START };
  const now = (): number => clock.nowMs;
  const counts = createFakeCounts();
  const counter = createQuotaCounter({
    storage: counts.storage,
    nodeId: 'node',
    nodes: 1,
    now,
    onError: () => undefined,
  });
  onTestFinished(() => counter.close());
  const limits = createPlanLimits({
    find: createFindCallerLimits({ isBillingOn: true }),
    limiter,
    counter,
    now,
  });
  const admit = async (): Promise<LimitedRequest> => {
    const admission = { nowMs: clock.nowMs, operation: 'listMemories', mayBeReplay: false } as const;
    const request = await limits.admit(CALLER, admission);
    return request ?? refuseNothing();
  };
  const settle = async (): Promise<void> => {
    // Whoever was let in a moment ago goes on before the exchange that let him in has ended.
    await new Promise((next) => setImmediate(next));
    await counter.settle();
  };
  return { clock, counts, limits, admit, settle };
}

function headerOf(request: LimitedRequest, wanted: string): string | undefined {
  const headers = new Map<string, string>();
  request.writeHeaders((name, value) => headers.set(name, value));
  return headers.get(wanted);
}

function refuseNothing(): never {
  throw new RangeError('the free plan has limits');
}

describe('createPlanLimits', () => {
  it('counts what a request used once it has ended, once', async () => {
    const { admit, counts, settle } = createParts();
    const request = await admit();
    await request.chargeQuotas('listMemories');
    request.settle(200, USAGE);
    request.settle(500, USAGE);
    request.leave();
    await settle();
    expect(counts.rows()).toMatchObject([
      { period: 'day:2026-03-01', requests: 1, tokens: 40, embeddings: 1 },
      { period: 'month:2026-03', requests: 1, tokens: 40, embeddings: 1 },
    ]);
  });

  it.each([
    [201, 1, 9],
    [400, 1, 9],
    [404, 1, 9],
    [402, 0, 10],
    [403, 0, 10],
    [429, 0, 10],
    [413, 0, 9],
    [500, 0, 9],
    [503, 0, 9],
    [null, 0, 9],
  ])('charges %s to the day and the month %i times, and leaves %i of the minute', async (status, requests, left) => {
    const { admit, counts, settle } = createParts();
    const request = await admit();
    await request.chargeQuotas('listMemories');
    request.settle(status, { tokensInput: 0, tokensOutput: 0, embeddings: 0 });
    await settle();
    expect(counts.rows().map((row) => row.requests)).toEqual([requests, requests]);
    expect(headerOf(request, 'x-ratelimit-remaining')).toBe(String(left));
  });

  it('goes by when a request is let in for the minute, however long ago it began', async () => {
    const { limits, clock } = createParts();
    const beganMs = clock.nowMs;
    const admission = { nowMs: beganMs, operation: 'listMemories', mayBeReplay: false } as const;
    for (let sent = 0; sent < 8; sent += 1) {
      clock.nowMs += 2000;
      (await limits.admit(CALLER, admission))?.leave();
    }
    clock.nowMs = beganMs + 62_000;
    // The first was counted two seconds after it began: it has just left the minute.
    const request = await limits.admit(CALLER, admission);
    expect(headerOf(request ?? refuseNothing(), 'x-ratelimit-remaining')).toBe('2');
  });

  it('works with a limiter that answers later', async () => {
    const local = createLocalRateLimiter();
    const { admit } = createParts({ enter: async (...asked) => local.enter(...asked) });
    const open = [await admit(), await admit()];
    await expect(admit()).rejects.toMatchObject({
      code: 'CONCURRENT_LIMIT_EXCEEDED',
      headers: { 'retry-after': '1', 'x-ratelimit-remaining': '8' },
    });
    for (const request of open) request.leave();
    await expect(admit()).resolves.toBeDefined();
  });
});
