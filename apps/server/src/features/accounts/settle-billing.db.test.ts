import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { createPlans } from '../../plans/plans.js';
import { settleBilling, type BillingStart } from './settle-billing.js';

const START = Date.parse('2026-02-10T12:00:00.000Z');
const DAY_MS = 86_400_000;

describeOnEveryEngine('turning billing on and off', (engine) => {
  let app: TestApp;
  let call: TestClient;
  let nowMs = START;

  beforeEach(async () => {
    nowMs = START;
    // Of a server where nobody is billed.
    app = await createTestApp({ nowMs: () => nowMs, openStore: engine.open });
    call = createClient(app.app);
  });
  afterEach(() => app.close());

  let signups = 0;
  async function signUp(plan_id?: string): Promise<{ readonly key: string; readonly orgId: string }> {
    const body = { name: 'Harbour Travel', email: `turn${(signups += 1)}@example.com`, plan_id };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    return { key, orgId: (await call('GET /v1/account', { key })).json.data.org_id };
  }
  function start(billing: 'on' | 'off'): Promise<BillingStart> {
    const plans = createPlans({ plansFile: null, defaultPlan: billing === 'on' ? 'free' : 'self-hosted' });
    nowMs += DAY_MS;
    return settleBilling({ storage: app.storage, plans, billing, nowMs });
  }
  const planOf = async (orgId: string) => (await app.storage.organizations.get(orgId))?.planId;
  const operate = (orgId: string, body: object) =>
    call(`PATCH /v1/operator/organizations/${orgId}`, { key: app.ownerKey, body });

  it('is nothing where it was never on', async () => {
    const { orgId } = await signUp();
    expect(await start('off')).toEqual({ kind: 'unchanged' });
    expect(await app.storage.settings.get('billing_turns')).toBeNull();
    expect(await planOf(orgId)).toBe('self-hosted');
  });

  it('moves all but the owner to the default plan, once, and says whom', async () => {
    const [first, second, third] = [await signUp(), await signUp('free'), await signUp()];
    await call('POST /v1/account/plan', { key: third.key, body: { plan_id: 'professional' } });
    const turned = await start('on');
    expect(turned).toMatchObject({ kind: 'turned on', planId: 'free' });
    const moved = turned.kind === 'turned on' ? turned.moved : [];
    expect(moved.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [
        { id: first.orgId, name: 'Harbour Travel', fromPlanId: 'self-hosted' },
        { id: third.orgId, name: 'Harbour Travel', fromPlanId: 'professional' },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    for (const { orgId } of [first, second, third]) expect(await planOf(orgId)).toBe('free');
    expect((await app.storage.organizations.getOwner())?.planId).toBe('self-hosted');
    expect(await app.storage.planChanges.list(first.orgId)).toMatchObject([
      { fromPlanId: 'self-hosted', planId: 'free', startsAtMs: nowMs, keyId: null },
    ]);
    const log = await app.storage.audit.list(first.orgId, { perPage: 1 });
    expect(log.items).toMatchObject([{ action: 'account.plan_changed', keyId: null, details: { by: 'server' } }]);
    expect(await app.storage.planChanges.list(second.orgId)).toEqual([]);
  });

  it('leaves at a second start whom the operator has put on another plan since', async () => {
    const { orgId } = await signUp();
    await start('on');
    await operate(orgId, { plan_id: 'self-hosted' });
    expect(await start('on')).toEqual({ kind: 'unchanged' });
    expect(await planOf(orgId)).toBe('self-hosted');
  });

  it('leaves plans as they are when it is turned off, and takes back only what was taken meanwhile', async () => {
    const [paying, leaving] = [await signUp(), await signUp()];
    await start('on');
    await operate(paying.orgId, { plan_id: 'professional' });
    expect(await start('off')).toEqual({ kind: 'turned off' });
    expect(await planOf(paying.orgId)).toBe('professional');
    await call('POST /v1/account/plan', { key: leaving.key, body: { plan_id: 'professional' } });
    const fresh = await signUp();
    const again = await start('on');
    const moved = again.kind === 'turned on' ? again.moved.map(({ id }) => id) : [];
    expect(new Set(moved)).toEqual(new Set([leaving.orgId, fresh.orgId]));
    expect(await planOf(paying.orgId)).toBe('professional');
  });

  it('is done by one of several that start at once', async () => {
    await Promise.all([signUp(), signUp(), signUp()]);
    nowMs += DAY_MS;
    const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
    const parts = { storage: app.storage, plans, billing: 'on' as const, nowMs };
    const kinds = (await Promise.all([1, 2, 3, 4].map(() => settleBilling(parts)))).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['turned on', 'unchanged', 'unchanged', 'unchanged']);
  });
});
