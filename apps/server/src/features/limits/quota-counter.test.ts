import { invariant } from '@memory-api/contract';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toDay, toMonth } from './calendar.js';
import { createFakeCounts, type FakeCounts } from './limit-counts-fixture.js';
import { createQuotaCounter, type QuotaCounter } from './quota-counter.js';
import { isQuotaRefusal, type Charge, type TenantQuota } from './tenant-counts.js';

const START = Date.UTC(2026, 2, 1, 12);
const TENANT = { orgId: 'org_a', environment: 'live' } as const;
const NONE = { requests: null, tokens: null, embeddings: null };
const USED = { tokens: 0, embeddings: 0 };

interface Cluster {
  readonly counts: FakeCounts;
  readonly clock: { nowMs: number };
  readonly errors: unknown[];
  readonly nodes: readonly QuotaCounter[];
  start(): QuotaCounter;
}

/** Nodes with one clock. Where one of them has to wait for another, time goes on and all report, unless they are stuck. */
function createCluster(nodes: number, { isStuck = false } = {}): Cluster {
  const counts = createFakeCounts();
  const clock = { nowMs: START };
  const errors: unknown[] = [];
  const all: QuotaCounter[] = [];
  const pause = async (ms: number): Promise<void> => {
    if (isStuck) return;
    clock.nowMs += ms;
    for (const node of all) await node.settle();
  };
  const start = (): QuotaCounter => {
    const parts = { storage: counts.storage, nodeId: `node_${all.length}`, nodes, now: () => clock.nowMs, pause };
    const node = createQuotaCounter({ ...parts, onError: (error) => errors.push(error), settleMs: 1_000_000 });
    all.push(node);
    return node;
  };
  for (let made = 0; made < nodes; made += 1) start();
  onTestFinished(() => Promise.all(all.map((node) => node.close())).then(() => undefined));
  return { counts, clock, errors, nodes: all, start };
}

function aDay(requests: number, perMinute: number | null = null): TenantQuota {
  return { tenant: TENANT, tenantKey: 'org_a live', periods: [{ ...NONE, period: toDay(START), requests }], perMinute };
}

async function takeMany(node: QuotaCounter, quota: TenantQuota, count: number, nowMs = START) {
  const outcomes = await Promise.all(Array.from({ length: count }, async () => node.take(quota, nowMs)));
  return {
    charges: outcomes.filter((outcome): outcome is Charge => !isQuotaRefusal(outcome)),
    refusals: outcomes.filter(isQuotaRefusal),
  };
}

describe('createQuotaCounter', () => {
  it('lets in exactly N of N + k at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 100 }), async (size, more) => {
        const { nodes, counts } = createCluster(1);
        const [node] = nodes;
        invariant(node !== undefined, 'a cluster has a node');
        const { charges, refusals } = await takeMany(node, aDay(size), size + more);
        expect([charges.length, refusals.length]).toEqual([size, more]);
        // All of them in one transaction.
        expect(counts.writes).toBeLessThanOrEqual(2);
      }),
      { numRuns: 50 },
    );
  });

  it('never lets in more than N over all nodes, and N in the end, whatever is given back and whenever', async () => {
    const step = fc.record({
      kind: fc.constantFrom('take', 'take', 'take', 'takeMany', 'giveBack', 'settle', 'wait'),
      node: fc.nat({ max: 2 }),
      amount: fc.integer({ min: 1, max: 150 }),
    });
    const perMinute = fc.constantFrom(null, 5, 60);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.nat({ max: 400 }),
        perMinute,
        async (steps, more, pace) => {
          const size = more + 1;
          const { nodes, clock } = createCluster(3);
          const quota = aDay(size, pace);
          const open: Charge[] = [];
          for (const { kind, node, amount } of steps) {
            const at = nodes[node];
            invariant(at !== undefined, 'there are three nodes');
            const count = { take: 1, takeMany: amount }[kind as 'take'] ?? 0;
            open.push(...(await takeMany(at, quota, count, clock.nowMs)).charges);
            if (kind === 'giveBack') for (const charge of open.splice(0, amount)) charge.end(null);
            if (kind === 'settle') await at.settle();
            if (kind === 'wait') clock.nowMs += amount * 100;
            expect(open.length).toBeLessThanOrEqual(size);
          }
          // What was given back is told within a second, what was reserved comes back when its time is over.
          clock.nowMs += 30_000;
          for (const node of nodes) await node.settle();
          const [last] = nodes;
          invariant(last !== undefined, 'there are three nodes');
          open.push(...(await takeMany(last, quota, size + 1, clock.nowMs)).charges);
          expect(open.length).toBe(size);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('gives no node what another one has reserved, nor before that one has told what became of it', async () => {
    const { nodes, clock } = createCluster(2, { isStuck: true });
    const [one, other] = nodes;
    invariant(one !== undefined && other !== undefined, 'there are two nodes');
    const quota = aDay(1000);
    await takeMany(one, quota, 1);
    await takeMany(one, quota, 1);
    const reserved = Math.floor((998 - 1000 / 16) / 16);
    expect((await takeMany(other, quota, 900)).charges).toHaveLength(900);
    // The time of the reserve is over, and its holder has not told how much of it was used.
    const used = await takeMany(one, quota, reserved);
    expect(used.charges).toHaveLength(reserved);
    clock.nowMs += 1001;
    const rest = 1000 - 2 - 900 - reserved;
    expect((await takeMany(other, quota, 100, clock.nowMs)).charges).toHaveLength(rest);
    for (const charge of used.charges.slice(0, 7)) charge.end(null);
    clock.nowMs += 1001;
    await one.settle();
    expect((await takeMany(other, quota, 100, clock.nowMs)).charges).toHaveLength(7);
  });

  it('refuses no node what another one holds unused: it waits until that has come back', async () => {
    const { nodes, clock } = createCluster(2);
    const [one, other] = nodes;
    invariant(one !== undefined && other !== undefined, 'there are two nodes');
    const quota = aDay(1000);
    await takeMany(one, quota, 1);
    await takeMany(one, quota, 1);
    expect((await takeMany(other, quota, 998, clock.nowMs)).charges).toHaveLength(998);
    expect((await takeMany(other, quota, 1, clock.nowMs)).refusals).toHaveLength(1);
  });

  it('decides a day and a month together: what one of them refuses, the other is not charged', async () => {
    const { nodes, clock } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const both = {
      tenant: TENANT,
      tenantKey: 'org_a live',
      perMinute: null,
      periods: [
        { ...NONE, period: toDay(START), requests: 5 },
        { ...NONE, period: toMonth(START), requests: 8 },
      ],
    };
    const first = await takeMany(node, both, 7);
    expect(first.charges).toHaveLength(5);
    expect(first.refusals[0]).toMatchObject({ quota: { period: { kind: 'day' } }, spent: 'requests' });
    expect(node.known(both, both.periods[1] ?? never())?.total.requests).toBe(5);
    clock.nowMs += 86_400_000;
    const tomorrow = {
      ...both,
      periods: [{ ...NONE, period: toDay(clock.nowMs), requests: 5 }, ...both.periods.slice(1)],
    };
    const second = await takeMany(node, tomorrow, 7, clock.nowMs);
    expect(second.charges).toHaveLength(3);
    expect(second.refusals[0]).toMatchObject({ quota: { period: { kind: 'month' } }, spent: 'requests' });
    expect(node.known(tomorrow, tomorrow.periods[0] ?? never())?.total.requests).toBe(3);
  });

  it('writes no transaction a request: what is far from its end is let in from a reserve', async () => {
    const { nodes, counts, clock } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const quota = aDay(50_000, 300);
    for (let sent = 0; sent < 3000; sent += 1) {
      clock.nowMs += 200;
      const outcome = await node.take(quota, clock.nowMs);
      if (!isQuotaRefusal(outcome)) outcome.end(USED);
    }
    expect(counts.writes).toBeLessThanOrEqual(42);
    await node.close();
    expect(counts.rows()).toMatchObject([{ requests: 3000, reserved: 0 }]);
  });

  it('asks the database no more than once a second for what is spent', async () => {
    const { nodes, counts, clock } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const quota = aDay(3);
    await takeMany(node, quota, 4);
    const { writes } = counts;
    for (let sent = 0; sent < 200; sent += 1) {
      clock.nowMs += 10;
      expect((await takeMany(node, quota, 1, clock.nowMs)).refusals).toHaveLength(1);
    }
    expect(counts.writes - writes).toBeLessThanOrEqual(2);
  });

  it('knows after a restart what was used before, whether it ended well or was killed', async () => {
    const { nodes, counts, start, clock } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const quota = aDay(100);
    await takeMany(node, quota, 30);
    await takeMany(node, quota, 10);
    await node.close();
    expect(counts.rows()).toMatchObject([{ requests: 40, reserved: 0 }]);
    const second = start();
    await takeMany(second, quota, 20);
    // Killed: it tells nothing more. What it had reserved is nobody's.
    const third = start();
    clock.nowMs += 1;
    expect((await takeMany(third, quota, 60, clock.nowMs)).charges).toHaveLength(40);
  });

  it('lets requests in while any token is left, and counts what they used', async () => {
    const { nodes } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const period = { period: toMonth(START), requests: null, tokens: 100, embeddings: 10 };
    const quota = { ...aDay(1), periods: [period] };
    const { charges } = await takeMany(node, quota, 3);
    charges[0]?.end({ tokens: 99, embeddings: 1 });
    charges[1]?.end(null);
    const [fourth] = (await takeMany(node, quota, 1)).charges;
    fourth?.end({ tokens: 50, embeddings: 1 });
    const [refusal] = (await takeMany(node, quota, 1)).refusals;
    expect(refusal).toMatchObject({ spent: 'tokens' });
    expect(refusal?.use.total).toEqual({ requests: 3, tokens: 149, embeddings: 2 });
  });

  it('counts a request that is let in whatever is left', async () => {
    const { nodes, counts } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const quota = aDay(2);
    await takeMany(node, quota, 3);
    node.force(quota).end(USED);
    await node.settle();
    expect(counts.rows()).toMatchObject([{ requests: 3 }]);
  });

  it('opens at once what was given back, and for a larger plan', async () => {
    const { nodes } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const { charges } = await takeMany(node, aDay(4), 5);
    charges[0]?.end(null);
    expect((await takeMany(node, aDay(4), 2)).charges).toHaveLength(1);
    expect((await takeMany(node, aDay(6), 3)).charges).toHaveLength(2);
  });

  it('fails the requests that wait when the database is gone, charges none, and goes on when it is back', async () => {
    const { nodes, counts, errors } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const quota = aDay(10);
    await takeMany(node, quota, 2);
    counts.failing = true;
    await expect(takeMany(node, quota, 2)).rejects.toThrow('gone');
    node.force(quota).end(USED);
    await new Promise((next) => setImmediate(next));
    await node.settle();
    expect(errors).toHaveLength(1);
    counts.failing = false;
    expect((await takeMany(node, quota, 9)).charges).toHaveLength(7);
  });

  it('forgets tenants that are quiet, and finds them again as they were', async () => {
    const { nodes, clock } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    const quota = aDay(10);
    for (const charge of (await takeMany(node, quota, 4)).charges) charge.end(USED);
    clock.nowMs += 61_000;
    await node.settle();
    expect(node.size).toBe(0);
    expect((await takeMany(node, quota, 10, clock.nowMs)).charges).toHaveLength(6);
  });

  it('removes what is known of days that are long over', async () => {
    const { nodes, counts, clock } = createCluster(1);
    const [node] = nodes;
    invariant(node !== undefined, 'a cluster has a node');
    await takeMany(node, aDay(10), 1);
    clock.nowMs += 3 * 86_400_000;
    const later = { ...aDay(10), periods: [{ ...NONE, period: toDay(clock.nowMs), requests: 10 }] };
    await takeMany(node, later, 1, clock.nowMs);
    expect(counts.rows().map(({ period }) => period)).toEqual(['day:2026-03-04']);
  });
});

function never(): never {
  throw new RangeError('the quota has the period');
}
