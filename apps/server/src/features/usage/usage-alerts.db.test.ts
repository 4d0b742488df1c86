import { invariant } from '@memory-api/contract';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createCheapEmbedder } from '../../abuse/cheap-embedder-fixture.js';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createPlans } from '../../plans/plans.js';
import { createResolvePlan } from '../../plans/resolve-plan.js';
import { createClient, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';
import { createUsageWatch } from './usage-watch.js';
import { DAY_MS } from './usage-time.js';

const NOW = Date.UTC(2026, 2, 12, 9, 30);
// Sums are folded every five seconds; the machine may be busy.
const SOON = { timeout: 30_000, interval: 250 };

describeOnEveryEngine('alerts of usage', (engine) => {
  let app: TestApp;
  let call: TestClient;
  const clock = { nowMs: NOW };

  beforeAll(async () => {
    const plansFile = writePlansFile({
      small: { calls: 20, memoriesStored: 2 },
      large: { calls: 80, basePriceCents: 100, trialDays: 14 },
      open: {},
    });
    const config = { billing: 'on', signup: 'open', plansFile, defaultPlan: 'small' } as const;
    const embedder = createCheapEmbedder();
    app = await createTestApp({ openStore: engine.open, embedder, config, nowMs: () => clock.nowMs });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  async function signUp(plan: string): Promise<string> {
    const body = { name: plan, email: `${plan}-${clock.nowMs}@example.com`, plan_id: plan };
    const { status, json } = await call('POST /v1/signup', { body });
    invariant(status === 201, 'an organization is made');
    clock.nowMs += 1;
    return json.data.key;
  }

  const use = async (key: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await call('GET /v1/account', { key });
  };
  const count = async (orgId = '', environment: 'live' | 'test' = 'live'): Promise<number> => {
    const days = await app.storage.usage.days({ orgId, environment }, { fromMs: 0, toMs: NOW + DAY_MS });
    return days.reduce((sum, { calls }) => sum + calls, 0);
  };
  // What is stored is what the API lists; to ask the API for it would be usage, too.
  const kept = async (orgId: string): Promise<string[]> => {
    const { items } = await app.storage.usageAlerts.list(orgId, { perPage: 50 });
    return items.map(({ limit, thresholdPercent }) => `${limit} ${thresholdPercent}`).toSorted();
  };

  it('come for half of a quota and for 80 % of it, once, and are listed as the events that they are', async () => {
    const key = await signUp('small');
    const orgId: string = (await call('GET /v1/account', { key })).json.data.org_id;
    await use(key, 15);
    await vi.waitFor(async () => expect(await kept(orgId)).toEqual(['api_calls 50', 'api_calls 80']), SOON);
    const first = await call('GET /v1/usage/alerts?per_page=1', { key });
    expect([first.status, first.json.pagination]).toEqual([200, expect.objectContaining({ total: 2 })]);
    const event = {
      id: expect.stringMatching(/^evt_/),
      created_at: new Date(clock.nowMs).toISOString(),
      type: 'usage.threshold_reached',
    };
    const data = { period: '2026-03', limit: 'api_calls', used: 16, size: 20 };
    const all = [...first.json.data, ...(await call('GET /v1/usage/alerts?per_page=1&page=2', { key })).json.data];
    expect(all).toEqual([
      { ...event, data: { ...data, threshold_percent: 80 } },
      { ...event, data: { ...data, threshold_percent: 50 } },
    ]);
    await use(key, 2);
    await vi.waitFor(
      async () => expect(await kept(orgId)).toEqual(['api_calls 100', 'api_calls 50', 'api_calls 80']),
      SOON,
    );
    const [last] = (await app.storage.usageAlerts.list(orgId, { perPage: 1 })).items;
    expect(last).toMatchObject({ thresholdPercent: 100, used: 20 });
  }, 90_000);

  it('come again for the larger quota of a plan that is taken in the middle of a month', async () => {
    const key = await signUp('small');
    const orgId: string = (await call('GET /v1/account', { key })).json.data.org_id;
    const sizes = async (): Promise<string[]> => {
      const { items } = await app.storage.usageAlerts.list(orgId, { perPage: 50 });
      return items.map(({ thresholdPercent, used, size }) => `${thresholdPercent}: ${used} of ${size}`);
    };
    await use(key, 18);
    await vi.waitFor(async () => expect(await sizes()).toHaveLength(2), SOON);
    const before = await sizes();
    expect((await call('POST /v1/account/plan', { key, body: { plan_id: 'large' } })).status).toBe(200);
    await use(key, 21);
    await vi.waitFor(async () => expect(await sizes()).toEqual(['50: 41 of 80', ...before]), SOON);
  }, 90_000);

  it('tell of the most memories that were stored at once', async () => {
    const key = await signUp('small');
    const orgId: string = (await call('GET /v1/account', { key })).json.data.org_id;
    for (const id of ['a', 'b']) await call('POST /v1/memories', { key, body: { text: 'tea', memory_id: id } });
    clock.nowMs += 1;
    await call('DELETE /v1/memories', { key });
    await vi.waitFor(
      async () =>
        expect(await kept(orgId)).toEqual(['memories_stored 100', 'memories_stored 50', 'memories_stored 80']),
      SOON,
    );
    const { json } = await call('GET /v1/usage/alerts', { key });
    const types = json.data.map(({ type, data }: { type: string; data: { threshold_percent: number } }) => [
      data.threshold_percent,
      type,
    ]);
    // All at once: as if they had come one after the other.
    expect(types).toEqual([
      [100, 'usage.quota_exceeded'],
      [80, 'usage.threshold_reached'],
      [50, 'usage.threshold_reached'],
    ]);
  }, 60_000);

  it('come neither to a plan without quotas nor for the sandbox, whose keys see none', async () => {
    const open = await signUp('open');
    const small = await signUp('small');
    const body = { name: 'sandbox', environment: 'test', scopes: ['read'] };
    const test: string = (await call('POST /v1/account/api-keys', { key: small, body })).json.data.key;
    for (const key of [open, test]) {
      for (let time = 0; time < 25; time += 1) await call('GET /v1/memories', { key });
    }
    const orgIds: string[] = [];
    for (const key of [open, small]) orgIds.push((await call('GET /v1/account', { key })).json.data.org_id);
    // What was answered is in the ledger a moment later.
    const [ofOpen, ofSmall] = orgIds;
    await vi.waitFor(async () => {
      expect([await count(ofOpen), await count(ofSmall, 'test')]).toEqual([26, 25]);
    }, SOON);
    // Everything is folded when nothing is left to be; whoever of the two folds it has the watch.
    const plans = createPlans(app.config);
    const resolvePlan = createResolvePlan(plans);
    const watch = createUsageWatch({ storage: app.storage, plans, resolvePlan, now: () => clock.nowMs });
    await vi.waitFor(async () => {
      const { folded, next } = await app.storage.usage.fold({ limit: 100, nowMs: clock.nowMs, watch });
      expect([folded, next]).toEqual([0, null]);
    }, SOON);
    for (const orgId of orgIds) expect(await kept(orgId)).toEqual([]);
    expect((await call('GET /v1/usage/alerts', { key: test })).status).toBe(403);
    expect((await call('GET /v1/usage/alerts', { key: small })).json.data).toEqual([]);
  }, 60_000);
});
