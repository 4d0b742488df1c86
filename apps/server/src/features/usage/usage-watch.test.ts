import { NO_AMOUNTS, type Organization, type PeriodUse, type Transaction, type UsageAlert } from '@memory-api/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { createUsageWatch, findReached } from './usage-watch.js';

const NOW = Date.UTC(2026, 0, 15, 10, 30);
const PERIOD = Date.UTC(2026, 0, 1);
const FEBRUARY = Date.UTC(2026, 1);
const GRACE_MS = 3_600_000;
const TX = {} as Transaction;
const LIVE = { orgId: 'org_a', environment: 'live' } as const;

function quotas(fields: Partial<Plan['quotas']>): Plan {
  return { ...SELF_HOSTED_PLAN, quotas: { ...SELF_HOSTED_PLAN.quotas, ...fields } };
}

/** A watch over an organization, and what it raises. */
function open({
  plans,
  nextPlan = null,
  nowMs = NOW,
}: {
  /** Those that the server knows; the organization is on the plan `present`. */
  readonly plans: Readonly<Record<string, Plan>>;
  readonly nextPlan?: Organization['nextPlan'];
  readonly nowMs?: number;
}) {
  const raised: UsageAlert[] = [];
  const organization = { id: 'org_a', planId: 'present', nextPlan };
  const watch = createUsageWatch({
    storage: {
      organizations: { get: async (id: string) => (id === 'org_a' ? organization : null) },
      usageAlerts: {
        raise: async (_tx: Transaction, _orgId: string, alerts: readonly UsageAlert[]) => {
          raised.push(...alerts);
          return alerts;
        },
      },
    } as unknown as Parameters<typeof createUsageWatch>[0]['storage'],
    plans: { find: (planId) => plans[planId] ?? null },
    // One that isn't known is taken for the default.
    resolvePlan: ({ planId }) => plans[planId] ?? quotas({ calls: 1 }),
    now: () => nowMs,
  });
  const tell = async (use: Partial<PeriodUse>) => {
    const watching = await watch(LIVE);
    for (const periodMs of watching?.periods ?? [])
      await watching?.note(TX, { periodMs, amounts: NO_AMOUNTS, storedPeak: 0, ...use });
    return raised.splice(0);
  };
  return { watch, tell };
}

function toNames(alerts: readonly UsageAlert[]): readonly string[] {
  return alerts.map(({ limit, thresholdPercent }) => `${limit} ${thresholdPercent}`);
}

describe('createUsageWatch', () => {
  it('tells of half of a quota, of 80 % and of all of it, each by its own amount', async () => {
    const { tell } = open({
      plans: { present: quotas({ calls: 100, tokens: 1000, embeddings: 10, memoriesStored: 50 }) },
    });
    const names = async (use: Partial<PeriodUse>) => toNames(await tell(use));
    expect(await names({ amounts: { ...NO_AMOUNTS, calls: 49 } })).toEqual([]);
    expect(await names({ amounts: { ...NO_AMOUNTS, calls: 50 } })).toEqual(['api_calls 50']);
    expect(await names({ amounts: { ...NO_AMOUNTS, calls: 81, tokensInput: 300, tokensOutput: 250 } })).toEqual([
      'api_calls 50',
      'api_calls 80',
      'tokens 50',
    ]);
    expect(await names({ amounts: { ...NO_AMOUNTS, embeddings: 10 }, storedPeak: 40 })).toEqual([
      'embeddings 50',
      'embeddings 80',
      'embeddings 100',
      'memories_stored 50',
      'memories_stored 80',
    ]);
  });

  it('says whose quota it is, of which period, how large, how much of it is used, and when it was noticed', async () => {
    const { tell } = open({ plans: { present: quotas({ calls: 100 }) } });
    const id = expect.stringMatching(/^evt_/);
    expect(await tell({ amounts: { ...NO_AMOUNTS, calls: 57 } })).toEqual([
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

  const plans = { present: quotas({ calls: 100 }), small: quotas({ calls: 10 }), open: quotas({}) };

  /** Each alert for 60 calls a month, at a distance from the end of January, at which the plan changes. */
  async function tellAround(planId: string, known: Readonly<Record<string, Plan>> = plans) {
    const told: (readonly [number, readonly string[]])[] = [];
    for (const afterMs of [-1, 0, GRACE_MS - 1, GRACE_MS]) {
      const { tell } = open({ plans: known, nextPlan: { planId, startsAtMs: FEBRUARY }, nowMs: FEBRUARY + afterMs });
      const alerts = await tell({ amounts: { ...NO_AMOUNTS, calls: 60 } });
      const halves = alerts.filter(({ thresholdPercent }) => thresholdPercent === 50);
      told.push([afterMs, halves.map(({ periodMs, size }) => `${new Date(periodMs).getUTCMonth() + 1}: ${size}`)]);
    }
    return told;
  }

  it('holds what is counted after the end of a month against the plan of that month, within the hour of grace', async () => {
    expect(await tellAround('small')).toEqual([
      [-1, ['1: 100']],
      [0, ['1: 100', '2: 10']],
      [GRACE_MS - 1, ['1: 100', '2: 10']],
      [GRACE_MS, ['2: 10']],
    ]);
  });

  it('watches a month to the end of its grace where the next one has a plan without quotas', async () => {
    expect(await tellAround('open')).toEqual([
      [-1, ['1: 100']],
      [0, ['1: 100']],
      [GRACE_MS - 1, ['1: 100']],
      [GRACE_MS, []],
    ]);
  });

  it('raises nothing for a plan that this node does not know: the quotas of the default are not its own', async () => {
    expect(await open({ plans: {} }).watch(LIVE)).toBeNull();
    expect(await tellAround('of a newer file')).toEqual([
      [-1, ['1: 100']],
      [0, ['1: 100']],
      [GRACE_MS - 1, ['1: 100']],
      [GRACE_MS, []],
    ]);
    expect(await tellAround('small', { small: plans.small })).toEqual([
      [-1, []],
      [0, ['2: 10']],
      [GRACE_MS - 1, ['2: 10']],
      [GRACE_MS, ['2: 10']],
    ]);
  });

  it('watches neither the sandbox, nor a plan without quotas, nor an organization that is gone', async () => {
    const one = { plans: { present: quotas({ calls: 1 }) } };
    expect(await open(one).watch(LIVE)).not.toBeNull();
    expect(await open(one).watch({ ...LIVE, environment: 'test' })).toBeNull();
    expect(await open({ plans: { present: quotas({}) } }).watch(LIVE)).toBeNull();
    expect(await open(one).watch({ ...LIVE, orgId: 'org_gone' })).toBeNull();
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
