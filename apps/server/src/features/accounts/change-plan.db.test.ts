import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

const DAY_MS = 86_400_000;

describeOnEveryEngine('taking another plan', (engine) => {
  let app: TestApp;
  let call: TestClient;
  let nowMs = 0;

  beforeAll(async () => {
    app = await createTestApp({
      nowMs: () => nowMs,
      openStore: engine.open,
      config: { billing: 'on', defaultPlan: 'free' },
    });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  let signups = 0;
  /** A new organization on the plan free, on 10 February 2026. */
  async function signUp(): Promise<string> {
    nowMs = Date.parse('2026-02-10T12:00:00.000Z');
    const body = { name: 'Harbour Travel', email: `dana${(signups += 1)}@example.com` };
    return (await call('POST /v1/signup', { body })).json.data.key;
  }
  /** One that may pay. */
  async function signUpPaying(): Promise<string> {
    const key = await signUp();
    await call(`PATCH /v1/operator/organizations/${await orgOf(key)}`, {
      key: app.ownerKey,
      body: { payment_approved: true },
    });
    return key;
  }
  const take = (key: string, planId: string, headers: Record<string, string> = {}): Promise<TestAnswer> =>
    call('POST /v1/account/plan', { key, body: { plan_id: planId }, headers });
  const accountOf = async (key: string) => (await call('GET /v1/account', { key })).json.data;
  const orgOf = async (key: string): Promise<string> => (await accountOf(key)).org_id;

  it('goes up at once, with a trial the first time, and keeps what was decided', async () => {
    const key = await signUpPaying();
    const first = await take(key, 'starter');
    expect([first.status, first.json.data.plan.id, first.json.data.next_plan]).toEqual([200, 'starter', null]);
    expect(first.json.data.trial_ends_at).toBe('2026-02-24T12:00:00.000Z');
    expect(await accountOf(key)).toEqual(first.json.data);

    nowMs += DAY_MS;
    const second = await take(key, 'professional');
    // A trial is had once: this one goes on.
    expect(second.json.data).toMatchObject({ plan: { id: 'professional' }, trial_ends_at: '2026-02-24T12:00:00.000Z' });
    expect(await app.storage.planChanges.list(await orgOf(key))).toMatchObject([
      { fromPlanId: 'free', planId: 'starter', decidedAtMs: nowMs - DAY_MS, startsAtMs: nowMs - DAY_MS },
      { fromPlanId: 'starter', planId: 'professional', startsAtMs: nowMs, trialEndsAtMs: null },
    ]);
    const log = await call('GET /v1/account/audit-log', { key });
    expect(log.json.data[0]).toMatchObject({
      action: 'account.plan_changed',
      details: { from: 'starter', to: 'professional', starts_at: '2026-02-11T12:00:00.000Z' },
    });
  });

  it('goes down at the end of the month, to the millisecond, whoever asks', async () => {
    const key = await signUpPaying();
    await take(key, 'professional');
    // Its trial is over.
    nowMs = Date.parse('2026-02-27T12:00:00.000Z');
    const { json } = await take(key, 'starter');
    expect(json.data).toMatchObject({
      plan: { id: 'professional' },
      next_plan: { id: 'starter', name: 'Starter', starts_at: '2026-03-01T00:00:00.000Z' },
    });
    nowMs = Date.parse('2026-02-28T23:59:59.999Z');
    expect((await accountOf(key)).plan.id).toBe('professional');
    nowMs += 1;
    expect(await accountOf(key)).toMatchObject({ plan: { id: 'starter' }, next_plan: null });
    expect((await call('GET /v1/account/api-keys/current', { key })).json.data.plan.id).toBe('starter');
    // What is decided now starts from there.
    expect((await take(key, 'free')).json.data).toMatchObject({
      plan: { id: 'starter' },
      next_plan: { id: 'free', starts_at: '2026-04-01T00:00:00.000Z' },
    });
    expect((await app.storage.planChanges.list(await orgOf(key))).at(-1)).toMatchObject({ fromPlanId: 'starter' });
  });

  it('calls off what was to come by taking the present plan again, and by going up', async () => {
    const key = await signUpPaying();
    await take(key, 'starter');
    await take(key, 'free');
    expect((await take(key, 'starter')).json.data).toMatchObject({ plan: { id: 'starter' }, next_plan: null });
    await take(key, 'free');
    expect((await take(key, 'professional')).json.data).toMatchObject({
      plan: { id: 'professional' },
      next_plan: null,
    });
    nowMs = Date.parse('2026-03-02T00:00:00.000Z');
    expect((await accountOf(key)).plan.id).toBe('professional');
  });

  it('does nothing where nothing is to be done', async () => {
    const key = await signUpPaying();
    expect((await take(key, 'free')).status).toBe(200);
    await take(key, 'starter');
    await take(key, 'free');
    await take(key, 'free');
    expect(await app.storage.planChanges.list(await orgOf(key))).toHaveLength(2);
  });

  it('decides two wishes at the same time one after the other', async () => {
    const key = await signUpPaying();
    const answers = await Promise.all(['starter', 'professional'].map((planId) => take(key, planId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const changes = await app.storage.planChanges.list(await orgOf(key));
    changes.slice(1).forEach(({ fromPlanId, decidedAtMs }, at) => {
      const before = changes[at];
      // Each goes on from where the one before it left the organization.
      expect([fromPlanId, decidedAtMs]).toEqual([
        before?.startsAtMs === decidedAtMs ? before.planId : before?.fromPlanId,
        nowMs,
      ]);
    });
    expect(changes.filter(({ trialEndsAtMs }) => trialEndsAtMs !== null)).toHaveLength(1);
    expect((await accountOf(key)).plan.id).toBe('professional');
  });

  it('replays the first answer for a repeated request, and changes nothing twice', async () => {
    const key = await signUpPaying();
    const headers = { 'idempotency-key': 'once' };
    const first = await take(key, 'starter', headers);
    const again = await take(key, 'starter', headers);
    expect([again.headers['idempotency-replayed'], again.json.data]).toEqual(['true', first.json.data]);
    expect(await app.storage.planChanges.list(await orgOf(key))).toHaveLength(1);
  });

  it('is refused without a means of payment once the trial is had, and changes nothing', async () => {
    const key = await signUp();
    const first = await take(key, 'starter');
    const end = '2026-02-24T12:00:00.000Z';
    expect(first.json.data).toMatchObject({
      plan: { id: 'starter' },
      trial_ends_at: end,
      next_plan: { id: 'free', starts_at: end },
    });
    expect((await take(key, 'professional')).json.data).toMatchObject({ next_plan: { id: 'free', starts_at: end } });
    expect((await take(key, 'professional')).json.error.code).toBe('PAYMENT_METHOD_REQUIRED');
    nowMs = Date.parse(end);
    expect(await accountOf(key)).toMatchObject({ plan: { id: 'free' }, next_plan: null });
    const refused = await take(key, 'starter');
    expect([refused.status, refused.json.error.code]).toEqual([402, 'PAYMENT_METHOD_REQUIRED']);
    expect(await app.storage.planChanges.list(await orgOf(key))).toMatchObject([
      { fromPlanId: 'free', planId: 'starter', trialEndsAtMs: nowMs },
      { fromPlanId: 'starter', planId: 'free', startsAtMs: nowMs },
      { fromPlanId: 'starter', planId: 'professional' },
      { fromPlanId: 'professional', planId: 'free', startsAtMs: nowMs },
    ]);
  });

  it('keeps the plan that was tried where payment is approved before the trial ends', async () => {
    const key = await signUp();
    await take(key, 'starter');
    const orgId = await orgOf(key);
    const approve = { key: app.ownerKey, body: { payment_approved: true } };
    const { json } = await call(`PATCH /v1/operator/organizations/${orgId}`, approve);
    expect(json.data).toMatchObject({ plan: { id: 'starter' }, next_plan: null, payment_approved: true });
    // Giving the plan up is another matter, whatever is approved once more.
    await take(key, 'free');
    const again = await call(`PATCH /v1/operator/organizations/${orgId}`, approve);
    expect(again.json.data.next_plan).toMatchObject({ id: 'free' });
    await take(key, 'starter');
    nowMs = Date.parse('2026-03-05T00:00:00.000Z');
    expect((await accountOf(key)).plan.id).toBe('starter');
    expect((await take(key, 'professional')).status).toBe(200);
  });

  it.each(['enterprise', 'self-hosted', 'gold', 'constructor'])('does not give %s away', async (planId) => {
    const { status, json } = await take(await signUp(), planId);
    expect([status, json.error.details]).toEqual([
      400,
      { field: 'plan_id', errors: [{ field: 'plan_id', message: 'must be one of free, starter, professional' }] },
    ]);
  });

  it('leaves whoever runs the server where he is', async () => {
    const { status, json } = await take(app.ownerKey, 'starter');
    expect([status, json.error.message]).toEqual([400, 'plan_id must be one of self-hosted.']);
    expect((await take(app.ownerKey, 'self-hosted')).json.data.plan.id).toBe('self-hosted');
  });
});

describeOnEveryEngine('taking another plan where nobody is billed', (engine) => {
  it('begins no trial: it is still to be had when there is something to pay', async () => {
    const app = await createTestApp({ openStore: engine.open });
    const call = createClient(app.app);
    const body = { name: 'Ada', email: 'ada@example.com' };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    const { json } = await call('POST /v1/account/plan', { key, body: { plan_id: 'starter' } });
    expect(json.data).toMatchObject({ plan: { id: 'starter' }, trial_ends_at: null });
    await app.close();
  });
});
