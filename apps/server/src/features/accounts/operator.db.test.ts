import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';

const ORGANIZATIONS = '/v1/operator/organizations';
const PLANS = {
  small: { perMinute: 5, perDay: 1000, calls: 4 },
  large: { perMinute: 50, calls: 100, hasOverage: true, basePriceCents: 4900 },
};
const PRICE = { cents: 50, per: 1000 };
const PRICES = { calls: PRICE, tokens: PRICE, embeddings: PRICE };

describeOnEveryEngine('what whoever runs the server does with organizations', (engine) => {
  let app: TestApp;
  let call: TestClient;
  let nowMs = Date.parse('2026-02-10T12:00:00.000Z');

  beforeAll(async () => {
    app = await createTestApp({
      nowMs: () => nowMs,
      openStore: engine.open,
      config: { billing: 'on', defaultPlan: 'small', plansFile: writePlansFile(PLANS) },
    });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  let signups = 0;
  async function signUp(name = 'Harbour Travel'): Promise<{ readonly key: string; readonly orgId: string }> {
    const body = { name, email: `ops${(signups += 1)}@example.com` };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    return { key, orgId: (await call('GET /v1/account', { key })).json.data.org_id };
  }
  const operate = (target: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> =>
    call(target.replace(' ', ` ${ORGANIZATIONS}`), { key: app.ownerKey, headers, ...(body !== undefined && { body }) });
  const change = (orgId: string, body: unknown, headers = {}): Promise<TestAnswer> =>
    operate(`PATCH /${orgId}`, body, headers);
  const probe = async (key: string): Promise<number> =>
    (await call('GET /v1/account/api-keys/current', { key })).status;
  const auditOf = async (key: string): Promise<{ action: string }[]> =>
    (await call('GET /v1/account/audit-log', { key })).json.data;

  describe('finding them', () => {
    it('lists all, newest first, in pages and by cursor', async () => {
      const [first, second] = [await signUp('Alpha'), await signUp('Beta')];
      nowMs += 1;
      const third = await signUp('Gamma');
      const page = (await operate('GET ?per_page=2')).json;
      expect(page.data[0].org_id).toBe(third.orgId);
      expect(page.pagination).toMatchObject({ page: 1, per_page: 2, has_next: true });
      const next = (await operate(`GET ?per_page=2&cursor=${page.pagination.next_cursor}`)).json.data;
      const ids = [...page.data, ...next].map(({ org_id: id }) => id);
      expect(new Set(ids.slice(0, 3))).toEqual(new Set([first.orgId, second.orgId, third.orgId]));
    });

    it('searches by id, name and address, and by plan', async () => {
      const { orgId } = await signUp('Zebra & Söhne 100%');
      const find = async (query: string) =>
        (await operate(`GET ?${query}`)).json.data.map(({ org_id: id }: { org_id: string }) => id);
      expect(await find('search=zEBRA')).toEqual([orgId]);
      expect(await find(`search=${orgId}`)).toEqual([orgId]);
      expect(await find(`search=ops${signups}%40`)).toEqual([orgId]);
      expect(await find('search=0%25')).toEqual([orgId]);
      expect(await find('search=1%25')).toEqual([]);
      expect(await find('plan_id=self-hosted')).toHaveLength(1);
      expect(await find('plan_id=large')).toEqual([]);
    });

    it('shows one, and says 404 of an id that nobody has', async () => {
      const { orgId } = await signUp();
      expect((await operate(`GET /${orgId}`)).json.data).toMatchObject({
        org_id: orgId,
        is_active: true,
        is_owner: false,
        plan: { id: 'small', name: 'small' },
        overrides: null,
        add_ons: [],
        price_lock: null,
        in_effect: { quotas: { calls: 4, tokens: null }, limits: { per_minute: 5, at_once: null }, overage: null },
      });
      for (const method of ['GET', 'PATCH']) {
        const answer = await operate(`${method} /org_nobody`, method === 'GET' ? undefined : { is_active: false });
        expect([answer.status, answer.json.error.code]).toEqual([404, 'NOT_FOUND']);
      }
    });
  });

  describe('changing them', () => {
    it('puts one on a plan that no customer may take, at once', async () => {
      const { key, orgId } = await signUp();
      const { json } = await change(orgId, { plan_id: 'self-hosted' });
      expect(json.data.plan).toEqual({ id: 'self-hosted', name: 'Self-hosted' });
      for (let sent = 0; sent < 9; sent += 1) expect(await probe(key)).toBe(200);
      expect(await app.storage.planChanges.list(orgId)).toMatchObject([
        { fromPlanId: 'small', planId: 'self-hosted', startsAtMs: nowMs, trialEndsAtMs: null },
      ]);
      expect((await auditOf(key))[0]).toMatchObject({
        action: 'account.plan_changed',
        target_id: orgId,
        key_id: expect.stringMatching(/^key_/),
        ip: null,
        details: { from: 'small', to: 'self-hosted', by: 'operator' },
      });
    });

    it('calls off what a customer has taken for later by naming the present plan', async () => {
      const { key, orgId } = await signUp();
      await change(orgId, { plan_id: 'large' });
      await call('POST /v1/account/plan', { key, body: { plan_id: 'small' } });
      expect((await operate(`GET /${orgId}`)).json.data.next_plan).toMatchObject({ id: 'small' });
      expect((await change(orgId, { is_active: true })).json.data.next_plan).toMatchObject({ id: 'small' });
      expect((await change(orgId, { plan_id: 'large' })).json.data.next_plan).toBeNull();
    });

    it('overrides limits and quotas from the next request on, on this plan alone', async () => {
      const { key, orgId } = await signUp();
      const overrides = { quotas: { calls: 7 }, limits: { per_minute: 6, per_day: null } };
      const { json } = await change(orgId, { overrides });
      expect(json.data).toMatchObject({
        overrides: { plan_id: 'small', ...overrides },
        in_effect: { quotas: { calls: 7, tokens: null }, limits: { per_minute: 6, per_day: null } },
      });
      const answer = await call('GET /v1/account/api-keys/current', { key });
      expect(answer.headers['ratelimit-policy']).toMatch(/^"minute";q=6;w=60, "month";q=7;w=/);
      expect((await change(orgId, { plan_id: 'large' })).json.data.in_effect.limits.per_minute).toBe(50);
      expect((await change(orgId, { plan_id: 'small' })).json.data.in_effect.limits.per_minute).toBe(6);
      const without = await change(orgId, { overrides: null });
      expect(without.json.data).toMatchObject({ overrides: null, in_effect: { limits: { per_minute: 5 } } });
    });

    it('lifts a quota that has refused, and puts it back', async () => {
      const { key, orgId } = await signUp();
      const spend = async () => {
        const statuses: number[] = [];
        for (let sent = 0; sent < 4; sent += 1) statuses.push(await probe(key));
        return statuses;
      };
      expect((await spend()).at(-1)).toBe(402);
      await change(orgId, { overrides: { quotas: { calls: null } } });
      nowMs += 61_000;
      expect(await spend()).toEqual([200, 200, 200, 200]);
      await change(orgId, { overrides: null });
      nowMs += 61_000;
      expect(await probe(key)).toBe(402);
    });

    it('locks the present price, keeps each decision as a row, and nothing where nothing changes', async () => {
      const { key, orgId } = await signUp();
      await change(orgId, { plan_id: 'large', overrides: { base_price_cents: 3900 } });
      const lock = { price_lock: { until: '2027-01-01T00:00:00Z' } };
      const { json } = await change(orgId, lock);
      expect(json.data.price_lock).toEqual({
        plan_id: 'large',
        until: '2027-01-01T00:00:00.000Z',
        base_price_cents: 3900,
        overage: PRICES,
      });
      await change(orgId, lock);
      expect((await change(orgId, { overrides: null })).json.data.in_effect.base_price_cents).toBe(3900);
      expect((await change(orgId, { price_lock: null })).json.data.in_effect.base_price_cents).toBe(4900);
      const kept = await app.storage.agreements.list(orgId);
      expect(
        kept.map(({ agreement }) => [agreement?.overrides?.basePriceCents, agreement?.priceLock?.untilMs]),
      ).toEqual([
        [3900, undefined],
        [3900, Date.UTC(2027, 0)],
        [undefined, Date.UTC(2027, 0)],
        [undefined, undefined],
      ]);
      const actions = (await auditOf(key)).map(({ action }) => action);
      expect(actions.filter((action) => action === 'account.terms_changed')).toHaveLength(4);
    });

    it('switches one off for all of its keys, and on again', async () => {
      const { key, orgId } = await signUp();
      const other = await signUp();
      expect((await change(orgId, { is_active: false })).json.data.is_active).toBe(false);
      expect((await call('GET /v1/account', { key })).json.error.code).toBe('ORGANIZATION_DISABLED');
      expect(await probe(other.key)).toBe(200);
      await change(orgId, { is_active: false });
      await change(orgId, { is_active: true });
      const actions = (await auditOf(key)).slice(0, 2).map(({ action }) => action);
      expect(actions).toEqual(['account.switched_on', 'account.switched_off']);
    });

    it('approves of payment later', async () => {
      const { key, orgId } = await signUp();
      expect((await change(orgId, { payment_approved: true })).json.data.payment_approved).toBe(true);
      expect((await auditOf(key))[0]).toMatchObject({ details: { payment_approved: true, by: 'operator' } });
    });

    it('gives a credit, which the next invoice takes, and says so in the audit log', async () => {
      const { key, orgId } = await signUp();
      const body = { amount_cents: 2500, note: 'Outage', expires_at: '2027-01-01T00:00:00Z' };
      const headers = { 'idempotency-key': `credit-${orgId}` };
      const { status, json } = await operate(`POST /${orgId}/credits`, body, headers);
      expect([status, json.data]).toEqual([
        201,
        {
          ...body,
          id: expect.stringMatching(/^crd_/),
          org_id: orgId,
          expires_at: '2027-01-01T00:00:00.000Z',
          created_at: new Date(nowMs).toISOString(),
        },
      ]);
      await operate(`POST /${orgId}/credits`, body, headers);
      expect(await app.storage.credits.list(orgId)).toMatchObject([
        { amountCents: 2500, leftCents: 2500, note: 'Outage' },
      ]);
      expect((await auditOf(key))[0]).toMatchObject({
        action: 'billing.credit_given',
        details: { credit_id: json.data.id, amount_cents: 2500, by: 'operator' },
      });
      await change(orgId, { plan_id: 'large' });
      nowMs += 86_400_000;
      const { lines } = (await call('GET /v1/billing/preview', { key })).json.data;
      expect(lines).toContainEqual(expect.objectContaining({ kind: 'credit', description: 'Outage' }));
      expect((await operate('POST /org_nobody/credits', body)).status).toBe(404);
      const late = await operate(`POST /${orgId}/credits`, { ...body, expires_at: '2026-01-01T00:00:00Z' });
      expect([late.status, late.json.error.message]).toEqual([400, 'expires_at must be in the future.']);
    });

    it('carries a change out once for a repeated request', async () => {
      const { orgId } = await signUp();
      const headers = { 'idempotency-key': `once-${orgId}` };
      const first = await change(orgId, { plan_id: 'large' }, headers);
      const again = await change(orgId, { plan_id: 'large' }, headers);
      expect([again.headers['idempotency-replayed'], again.json.data]).toEqual(['true', first.json.data]);
      expect(await app.storage.planChanges.list(orgId)).toHaveLength(1);
    });

    it.each([
      [{ plan_id: 'gold' }, 'plan_id must be one of small, large, self-hosted.'],
      [{ add_ons: ['seats'] }, 'add_ons must be empty: the file of plans has no add-ons.'],
      [{ price_lock: { until: '2026-01-01T00:00:00Z' } }, 'price_lock.until must be in the future.'],
    ])('refuses %j, and changes nothing', async (body, message) => {
      const { orgId } = await signUp();
      const { status, json } = await change(orgId, { is_active: false, ...body });
      expect([status, json.error.message]).toEqual([400, message]);
      expect((await operate(`GET /${orgId}`)).json.data.is_active).toBe(true);
    });

    it('does not let the owner switch himself off, nor limit himself', async () => {
      const owner = (await operate('GET ?plan_id=self-hosted&per_page=100')).json.data.find(
        ({ is_owner: isOwner }: { is_owner: boolean }) => isOwner,
      );
      for (const body of [{ is_active: false }, { plan_id: 'small' }, { overrides: { limits: { per_minute: 1 } } }]) {
        const { status, json } = await change(owner.org_id, body);
        const [field] = Object.keys(body);
        expect([status, json.error.message]).toEqual([
          400,
          `${field} can't be changed: this organization runs the server.`,
        ]);
      }
      expect(await probe(app.ownerKey)).toBe(200);
    });
  });

  describe('to everybody else', () => {
    const strip = ({ status, headers, json }: TestAnswer) => {
      const { date, ratelimit, 'x-request-id': id, 'content-length': length, ...rest } = headers;
      const { 'x-ratelimit-remaining': left, 'x-ratelimit-reset': reset, ...told } = rest;
      return {
        status,
        headers: told,
        error: { ...json.error, details: undefined },
        known: [date, id].length + [length, ratelimit, left, reset].length,
      };
    };

    it('answers like a path that is not there, whatever is sent', async () => {
      const { key, orgId } = await signUp();
      const admin = { scopes: ['read', 'write', 'delete', 'admin'] };
      const test = (await call('POST /v1/account/api-keys', { key, body: { ...admin, environment: 'test' } })).json.data
        .key;
      const owners = (await call('POST /v1/account/api-keys', { key: app.ownerKey, body: admin })).json.data.key;
      for (const target of ['GET ', `GET /${orgId}`, `PATCH /${orgId}`, `DELETE /${orgId}`, 'POST ', `PUT /${orgId}`]) {
        const [method, path = ''] = target.split(' ', 2);
        for (const sender of [key, test, owners]) {
          nowMs += 61_000;
          const request = { key: sender, ...(method === 'GET' ? {} : { body: { is_active: false } }) };
          const [there, nowhere] = [`${ORGANIZATIONS}${path}`, `/v1/nowhere/organizations${path}`];
          const answers = [await call(`${method} ${there}`, request), await call(`${method} ${nowhere}`, request)];
          expect([method, there, answers[0]?.status]).toEqual([method, there, 404]);
          expect(answers.map(strip)[0]).toEqual(answers.map(strip)[1]);
        }
      }
      expect((await call(`GET ${ORGANIZATIONS}`)).json.error.code).toBe('MISSING_API_KEY');
      expect(await probe(key)).toBe(200);
    });

    it('tells whoever runs the server which methods there are', async () => {
      const answer = await operate('DELETE ');
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
    });

    it('is no part of the document for customers', async () => {
      for (const page of ['/openapi.json', '/docs/errors']) {
        const { text } = await call(`GET ${page}`);
        expect([page, /\/operator|"operator"|scope operator/.exec(text)]).toEqual([page, null]);
      }
    });
  });
});
