import { NO_AMOUNTS, type PeriodUse, type Transaction, type UsageAlert } from '@memory-api/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { createUsageWatch, findReached } from './usage-watch.js';

const NOW = Date.UTC(2026, 0, 15, 10, 30);
const PERIOD = Date.UTC(2026, 0, 1);
const TX = {} as Transaction;
const LIVE = { orgId: 'org_a', environment: 'live' } as const;

function open(quotas: Partial<Plan['quotas']>) {
  const raised: UsageAlert[] = [];
  const plan: Plan = { ...SELF_HOSTED_PLAN, quotas: { ...SELF_HOSTED_PLAN.quotas, ...quotas } };
  const watch = createUsageWatch({
    storage: {
      organizations: { get: async (id: string) => (id === 'org_a' ? { id, nextPlan: null } : null) },
      usageAlerts: {
        raise: async (_tx: Transaction, _orgId: string, alerts: readonly UsageAlert[]) => {
          raised.push(...alerts);
          return alerts;
        },
      },
    } as unknown as Parameters<typeof createUsageWatch>[0]['storage'],
    resolvePlan: () => plan,
    now: () => NOW,
  });
  const tell = async (use: Partial<PeriodUse>) => {
    const note = await watch(LIVE);
    await note?.(TX, { periodMs: PERIOD, amounts: NO_AMOUNTS, storedPeak: 0, ...use });
    return raised.splice(0).map(({ limit, thresholdPercent }) => `${limit} ${thresholdPercent}`);
  };
  return { watch, tell, raised };
}

describe('createUsageWatch', () => {
  it('tells of half of a quota, of 80 % and of all of it, each by its own amount', async () => {
    const { tell } = open({ calls: 100, tokens: 1000, embeddings: 10, memoriesStored: 50 });
    expect(await tell({ amounts: { ...NO_AMOUNTS, calls: 49 } })).toEqual([]);
    expect(await tell({ amounts: { ...NO_AMOUNTS, calls: 50 } })).toEqual(['api_calls 50']);
    expect(await tell({ amounts: { ...NO_AMOUNTS, calls: 81, tokensInput: 300, tokensOutput: 250 } })).toEqual([
      'api_calls 50',
      'api_calls 80',
      'tokens 50',
    ]);
    expect(await tell({ amounts: { ...NO_AMOUNTS, embeddings: 10 }, storedPeak: 40 })).toEqual([
      'embeddings 50',
      'embeddings 80',
      'embeddings 100',
      'memories_stored 50',
      'memories_stored 80',
    ]);
  });

  it('says whose quota it is, of which period, how large, how much of it is used, and when it was noticed', async () => {
    const { watch, raised } = open({ calls: 100 });
    const note = await watch(LIVE);
    await note?.(TX, { periodMs: PERIOD, amounts: { ...NO_AMOUNTS, calls: 57 }, storedPeak: 0 });
    const id = expect.stringMatching(/^evt_/);
    expect(raised).toEqual([
      {
        id,
        orgId: 'org_a',
        periodMs: PERIOD,
        limit: 'api_calls',
        thresholdPercent: 50,
        used: 57,
        size: 100,
        atMs: NOW,
      },
    ]);
  });

  it('holds what is counted after the end of a month against the plan of that month, within the hour of grace', async () => {
    const toMs = Date.UTC(2026, 1);
    const hourMs = 3_600_000;
    const told: (readonly [number, readonly string[]])[] = [];
    for (const nowMs of [toMs - 1, toMs + 3, toMs + hourMs - 1, toMs + hourMs]) {
      const raised: string[] = [];
      const watch = createUsageWatch({
        storage: {
          organizations: { get: async () => ({ planId: 'large', nextPlan: { planId: 'small', startsAtMs: toMs } }) },
          usageAlerts: {
            raise: async (_tx: Transaction, _orgId: string, alerts: readonly UsageAlert[]) => {
              raised.push(...alerts.map(({ thresholdPercent, size }) => `${thresholdPercent} of ${size}`));
              return alerts;
            },
          },
        } as unknown as Parameters<typeof createUsageWatch>[0]['storage'],
        resolvePlan: ({ planId }) => {
          const calls = planId === 'large' ? 100 : 10;
          return { ...SELF_HOSTED_PLAN, quotas: { ...SELF_HOSTED_PLAN.quotas, calls } };
        },
        now: () => nowMs,
      });
      const note = await watch(LIVE);
      await note?.(TX, { periodMs: PERIOD, amounts: { ...NO_AMOUNTS, calls: 60 }, storedPeak: 0 });
      told.push([nowMs - toMs, raised]);
    }
    expect(told).toEqual([
      [-1, ['50 of 100']],
      [3, ['50 of 100']],
      [hourMs - 1, ['50 of 100']],
      [hourMs, []],
    ]);
  });

  it('watches neither the sandbox, nor a plan without quotas, nor an organization that is gone', async () => {
    expect(await open({ calls: 1 }).watch({ ...LIVE, environment: 'test' })).toBeNull();
    expect(await open({}).watch(LIVE)).toBeNull();
    expect(await open({ calls: 1 }).watch({ ...LIVE, orgId: 'org_gone' })).toBeNull();
  });
});

describe('findReached', () => {
  it('finds what a share in percent says, and never less for more that is used', () => {
    const sizes = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(fc.nat({ max: 2e9 }), sizes, fc.nat({ max: 1e6 }), (used, size, more) => {
        const reached = findReached(used, size);
        for (const percent of [50, 80, 100]) expect(reached.includes(percent)).toBe(used / size >= percent / 100);
        expect(findReached(used + more, size)).toEqual(expect.arrayContaining([...reached]));
      }),
    );
  });

  it('takes a quota of nothing for used up once something is used', () => {
    expect(findReached(0, 0)).toEqual([]);
    expect(findReached(1, 0)).toEqual([50, 80, 100]);
  });
});
