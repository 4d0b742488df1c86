import { isApiError } from '@memory-api/contract';
import { setTimeout as pauseFor } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { expect, it } from 'vitest';
import { RecallCopy, expectCopyOfStore } from '../../conformance/recall-copy-fixture.js';
import { NOW, TENANT, aMemory, addMemories } from '../../conformance/storage-fixture.js';
import { expectNothingBroken, expectNothingLeft } from '../../conformance/tenant-isolation-fixture.js';
import type { MemoryInput } from '../../memories/memory-store.js';
import type { Storage } from '../../storage-port.js';
import type { Tenant } from '../../tenant.js';
import { describeOnPostgres } from './postgres-fixture.js';
import { useTwoNodes } from './two-nodes-fixture.js';

const RUNS = process.env['SOAK'] === '1' ? 300 : 12;
const change = { keyId: null, nowMs: NOW + 1 };

describeOnPostgres('writers of two nodes on one database', (servers) => {
  const opened = useTwoNodes(servers.postgres18);

  /** Runs something `count` times at once, on one node and the other in turn. */
  function onBoth<T>(count: number, act: (node: Storage, i: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> {
    const { nodes } = opened();
    return Promise.allSettled(Array.from({ length: count }, (_, i) => act(i % 2 === 0 ? nodes[0] : nodes[1], i)));
  }

  it('lose no update of one memory, and number its versions and revisions without a gap', async () => {
    const { nodes, query } = opened();
    await addMemories(nodes[0], TENANT, { id: 'm' });
    const results = await onBoth(40, (node, i) =>
      node.write((tx) => node.memories.update(tx, TENANT, null, 'm', { text: `text ${i}`, ...change })),
    );
    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'fulfilled'));
    const versions = await query('select version, text from memory_versions order by version');
    expect(versions.map(({ version }) => Number(version))).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
    expect(new Set(versions.map(({ text }) => text)).size).toBe(41);
    expect(await query('select version::int, revision::int from memories')).toEqual([{ version: 41, revision: 41 }]);
    const superseded = 'select version::int from memory_versions where superseded_at_ms is null';
    expect(await query(superseded)).toEqual([{ version: 41 }]);
  });

  it('let one of many change a memory whose version all of them name', async () => {
    const { nodes } = opened();
    await addMemories(nodes[0], TENANT, { id: 'm' });
    const results = await onBoth(20, (node, i) =>
      node.write((tx) => node.memories.update(tx, TENANT, null, 'm', { text: `text ${i}`, ifVersion: 1, ...change })),
    );
    expectOneWinner(results, 'PRECONDITION_FAILED');
  });

  it.each([
    ['the same namespace', (_i: number) => 'n'],
    ['namespaces of their own', (i: number) => `n${i}`],
  ])('let one of many create an id, in %s', async (_where, toNamespace) => {
    const { nodes, query } = opened();
    for (const round of [1, 2, 3]) {
      const results = await onBoth(20, (node, i) => create(node, { id: `m${round}`, namespace: toNamespace(i) }));
      expectOneWinner(results, 'MEMORY_ID_EXISTS');
    }
    expect(await nodes[1].memories.count(TENANT, null, {}, NOW)).toBe(3);
    expect(await query('select sum(live_count)::int as live from namespaces')).toEqual([{ live: 3 }]);
    await expectNothingBroken(query);
  });

  it('let one of many go on with an id that was deleted, or has expired', async () => {
    const { nodes, query } = opened();
    await addMemories(nodes[0], TENANT, { id: 'deleted' }, { id: 'expired', expiresAtMs: NOW + 5, namespace: 'old' });
    await nodes[0].write((tx) => nodes[0].memories.delete(tx, TENANT, null, 'deleted', change));
    for (const id of ['deleted', 'expired']) {
      const results = await onBoth(20, (node, i) => create(node, { id, namespace: `n${i % 3}`, nowMs: NOW + 10 }));
      expectOneWinner(results, 'MEMORY_ID_EXISTS');
      expect((await nodes[1].memories.get(TENANT, null, id, NOW + 10))?.version).toBe(3);
    }
    await expectNothingBroken(query);
  });

  it('delete a memory once, whoever updates and creates it at the same time', async () => {
    const { nodes, query } = opened();
    for (let round = 0; round < 10; round += 1) {
      const id = `m${round}`;
      await addMemories(nodes[0], TENANT, { id });
      const results = await onBoth<unknown>(8, (node, i) => {
        if (i < 2) return node.write((tx) => node.memories.delete(tx, TENANT, null, id, change));
        if (i < 5) return create(node, { id, namespace: `n${i}` });
        return node.write((tx) => node.memories.update(tx, TENANT, null, id, { text: 'new', ...change }));
      });
      expectOnly(results, 'MEMORY_ID_EXISTS');
      const ends = await query(`select version from memory_versions where memory_id = '${id}' and action = 'delete'`);
      const deleted = results.slice(0, 2).filter((result) => result.status === 'fulfilled' && result.value === true);
      expect(ends).toHaveLength(deleted.length);
    }
    await expectVersionsWithoutGap(query);
    await expectNothingBroken(query);
  });

  it('create nothing with an id that has lived and ended since they looked, though its first version is gone', async () => {
    const { nodes, url, query } = opened();
    const [slow, quick] = nodes;
    await addMemories(slow, TENANT, { id: 'other', namespace: 'held' });
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query(`begin; select from namespaces where namespace = 'held' for update`);
    const late = create(slow, { id: 'm', namespace: 'held' }).catch((error: unknown) => error);
    await untilOneWaits(holder);
    await create(quick, { id: 'm', namespace: 'free' });
    await quick.write((tx) =>
      quick.memories.update(tx, TENANT, null, 'm', { text: 'new', keyId: null, nowMs: NOW + 1 }),
    );
    await quick.write((tx) => quick.memories.delete(tx, TENANT, null, 'm', { keyId: null, nowMs: NOW + 100 }));
    expect(await quick.retention.sweep({ nowMs: NOW + 50, retentionMs: 0, limit: 9 })).toMatchObject({
      purgedMemories: 0,
      purgedVersions: 1,
    });
    await holder.end();
    expect(await late).toMatchObject({ code: 'MEMORY_ID_EXISTS' });
    await create(slow, { id: 'm', namespace: 'held' });
    expect((await quick.memories.get(TENANT, null, 'm', NOW))?.version).toBe(4);
    await expectNothingBroken(query);
  });

  it('empty namespaces against those who fill them, and count what is left', async () => {
    const { nodes, query } = opened();
    const counts: number[] = [];
    const results = await onBoth(60, async (node, i) => {
      if (i % 6 !== 0) return create(node, { id: `m${i}`, namespace: `n${i % 4}` });
      return counts.push(await node.write((tx) => node.memories.deleteAll(tx, TENANT, null, change)));
    });
    expectOnly(results, 'none');
    const left = await nodes[0].memories.count(TENANT, null, {}, NOW);
    expect(left + counts.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(await query('select sum(live_count)::int as live from namespaces')).toEqual([{ live: left }]);
    await expectNothingBroken(query);
  });

  it('sweep on both nodes at once, between the writes, and count what is left', async () => {
    const { nodes, query } = opened();
    const lives = { expiresAtMs: NOW + 5 };
    const old = Array.from({ length: 40 }, (_, i) => ({ id: `old${i}`, namespace: `n${i % 3}`, ...lives }));
    await addMemories(nodes[0], TENANT, ...old);
    const results = await onBoth<unknown>(40, (node, i) => {
      if (i % 4 < 2) return node.retention.sweep({ nowMs: NOW + 1000, retentionMs: 0, limit: 7 });
      // An id that the sweepers are about to bury, and one that they have nothing to do with.
      return create(node, { id: i % 4 === 2 ? `old${i}` : `new${i}`, namespace: `n${i % 3}`, nowMs: NOW + 1000 });
    });
    expectOnly(results, 'none');
    while ((await nodes[1].retention.sweep({ nowMs: NOW + 1000, retentionMs: 0, limit: 50 })).more);
    expect(await nodes[0].memories.count(TENANT, null, {}, NOW + 1000)).toBe(20);
    expect(await query('select sum(live_count)::int as live from namespaces')).toEqual([{ live: 20 }]);
    expect(await query('select id from memories where deleted_at_ms is not null')).toEqual([]);
    await expectNothingBroken(query);
  });

  it('are seen by every copy of the other node as soon as they are answered, and none is ever missed', async () => {
    const { nodes } = opened();
    const where = { tenant: TENANT, namespace: 'default', nowMs: NOW };
    await addMemories(nodes[0], TENANT, { id: 'first' });
    const lanes = await onBoth(8, async (node, lane) => {
      const other = node === nodes[0] ? nodes[1] : nodes[0];
      const copy = new RecallCopy(other.recallSource, TENANT, 'default');
      for (let i = 0; i < 20; i += 1) {
        const id = `m${lane}-${i}`;
        await create(node, { id });
        await copy.catchUp(5);
        expect(copy.memories.has(id)).toBe(true);
        if (i % 2 === 1) continue;
        await node.write((tx) => node.memories.delete(tx, TENANT, null, id, change));
        await copy.catchUp(5);
        expect(copy.memories.has(id)).toBe(false);
      }
      return copy;
    });
    expectOnly(lanes, 'none');
    for (const lane of lanes) {
      if (lane.status === 'rejected') continue;
      // Revisions in the order of commits: with one that came late, a copy would have gone past it.
      await lane.value.catchUp(50);
      await expectCopyOfStore(lane.value, nodes[0], where);
      expect(lane.value.rebuilds).toBe(1);
    }
  });

  it('leave nothing torn and no copy behind, whatever both do at once', async () => {
    const { nodes, query } = opened();
    let run = 0;
    const property = fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 60 }), async (taken) => {
      const tenant: Tenant = { orgId: `org_${(run += 1)}`, environment: 'live' };
      const copies = ['x', 'y'].map((name) => new RecallCopy(nodes[1].recallSource, tenant, name));
      const results = await onBoth<unknown>(taken.length, (node, i) => take(node, tenant, taken[i], NOW + i));
      expectOnly(results, 'MEMORY_ID_EXISTS');
      const nowMs = NOW + 1000;
      const expectCopies = async (): Promise<void> => {
        for (const [i, copy] of copies.entries()) {
          await copy.catchUp(4);
          await expectCopyOfStore(copy, nodes[0], { tenant, namespace: ['x', 'y'][i] ?? '', nowMs });
        }
      };
      await expectCopies();
      // To the end: one that ran beside a write may have removed the version of a tombstone before the tombstone.
      while ((await nodes[0].retention.sweep({ nowMs, retentionMs: 0, limit: 50 })).more);
      await expectNothingBroken(query);
      await expectNothingLeft(query);
      await expectCopies();
    });
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  }, 600_000);
});

type Step = {
  readonly kind: 'create' | 'update' | 'delete' | 'deleteAll' | 'sweep';
  readonly id: string;
  readonly namespace: string;
  readonly livesMs: number | null;
};

const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('create', 'create', 'create', 'update', 'update', 'delete', 'deleteAll', 'sweep'),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  namespace: fc.constantFrom('x', 'y'),
  livesMs: fc.option(fc.integer({ min: 1, max: 15 })),
});

function take(node: Storage, tenant: Tenant, step: Step | undefined, nowMs: number): Promise<unknown> {
  if (step === undefined) return Promise.resolve();
  const { kind, id, namespace, livesMs } = step;
  const { memories, retention } = node;
  const by = { keyId: null, nowMs };
  if (kind === 'sweep') return retention.sweep({ nowMs, retentionMs: livesMs ?? 0, limit: 3 });
  return node.write<unknown>((tx) => {
    if (kind === 'update') return memories.update(tx, tenant, null, id, { text: `at ${nowMs}`, ...by });
    if (kind === 'delete') return memories.delete(tx, tenant, null, id, by);
    if (kind === 'deleteAll') return memories.deleteAll(tx, tenant, null, { namespace, ...by });
    const expiresAtMs = livesMs === null ? null : nowMs + livesMs;
    return memories.create(tx, tenant, null, aMemory({ id, namespace, expiresAtMs, nowMs }));
  });
}

function create(node: Storage, fields: Partial<MemoryInput>): Promise<unknown> {
  return node.write((tx) => node.memories.create(tx, TENANT, null, aMemory(fields)));
}

/** Resolves once a statement of another connection waits for a lock. */
async function untilOneWaits(client: pg.Client): Promise<void> {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await client.query(waiting)).rowCount === 0) await pauseFor(5);
}

function expectOneWinner(results: readonly PromiseSettledResult<unknown>[], code: string): void {
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expectOnly(results, code);
}

/** Holds that nothing failed but with a code. */
function expectOnly(results: readonly PromiseSettledResult<unknown>[], code: string): void {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(reasons.filter((reason) => !isApiError(reason) || reason.code !== code)).toEqual([]);
}

async function expectVersionsWithoutGap(query: (sql: string) => Promise<Record<string, unknown>[]>): Promise<void> {
  const gaps = `select memory_id from memory_versions group by memory_id having max(version) <> count(*)`;
  expect(await query(gaps)).toEqual([]);
}
