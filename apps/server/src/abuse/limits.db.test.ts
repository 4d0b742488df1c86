import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from '@memory-api/storage';
import { expect, it, onTestFinished } from 'vitest';
import { parseFieldList } from '../features/limits/structured-field-fixture.js';
import { writePlansFile, type TestPlan } from '../testing/plans-file-fixture.js';
import type { Answer } from './answer-fixture.js';
import { describeOnEveryEngine, type TestEngine } from './engines-fixture.js';
import { createWorld, CURRENT_KEY, KEYS, MEMORIES, type WorldOptions } from './world-fixture.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const PLAN = '/v1/account/plan';

/** Options of a world where every signup gets one plan. */
function onPlan(plan: TestPlan, billing: 'on' | 'off' = 'off'): WorldOptions {
  return { config: { plansFile: writePlansFile({ tight: plan }), defaultPlan: 'tight', billing } };
}

async function createLimitedWorld(engine: TestEngine, plan: TestPlan, options: WorldOptions & { billing?: 'on' } = {}) {
  const { billing, ...rest } = options;
  const world = await createWorld(engine, { ...onPlan(plan, billing ?? 'off'), ...rest });
  onTestFinished(() => world.close());
  return { world, account: await world.signUp() };
}

function times<Value>(count: number, make: (at: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => make(at)));
}

function countCodes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of answers) counts[code ?? 'ok'] = (counts[code ?? 'ok'] ?? 0) + 1;
  return counts;
}

function headerOf({ headers }: Answer, name: string): string {
  return String(headers[name]);
}

/** Reads of memories that wait until they are let go: so many requests are under way at once. */
function holdReads(): { decorate(storage: Storage): Storage; release(): void; readonly waiting: number } {
  let release = (): void => undefined;
  let gate = new Promise<void>((resolve) => (release = resolve));
  let waiting = 0;
  return {
    decorate: (storage) => ({
      ...storage,
      memories: {
        ...storage.memories,
        async count(...parameters: Parameters<Storage['memories']['count']>) {
          waiting += 1;
          await gate;
          waiting -= 1;
          return storage.memories.count(...parameters);
        },
      },
    }),
    release() {
      release();
      gate = Promise.resolve();
    },
    get waiting() {
      return waiting;
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

describeOnEveryEngine('the limits of a plan', (engine) => {
  it('52 of N + k requests at once, N are let in by the minute, and the rest told when to come back', async () => {
    const { world, account } = await createLimitedWorld(engine, { perMinute: 20 });
    const answers = await times(33, () => world.probe(account.key));
    expect(countCodes(answers)).toEqual({ ok: 19, RATE_LIMIT_EXCEEDED: 14 });
    const refused = answers.find(({ code }) => code !== null);
    expect(refused).toMatchObject({
      status: 429,
      error: { details: { limit: 'requests_per_minute', size: 20, used: 20, opens_at: expect.any(String) } },
      headers: { 'retry-after': '60', 'x-ratelimit-remaining': '0' },
    });
  });

  it('52 of N + k requests at once, N are let in by the day, whichever key sent them', async () => {
    const { world, account } = await createLimitedWorld(engine, { perDay: 30 });
    const second = await world.makeKey(account.key, { scopes: ['read'] });
    const answers = await times(41, (at) => world.probe(at % 2 === 0 ? account.key : second.key));
    // Signing up asked who it is once, and a second key was made.
    expect(countCodes(answers)).toEqual({ ok: 28, DAILY_QUOTA_EXCEEDED: 13 });
    expect(answers.find(({ code }) => code !== null)).toMatchObject({
      error: { details: { limit: 'requests_per_day', size: 30, used: 30, opens_at: '2026-03-02T00:00:00.000Z' } },
      headers: { 'retry-after': String(12 * 3600) },
    });
  });

  it('52 of N + k requests at once, N are under way', async () => {
    const reads = holdReads();
    const { world, account } = await createLimitedWorld(engine, { atOnce: 3 }, { decorateStorage: reads.decorate });
    const answers = times(5, () => world.call({ url: `${MEMORIES}/count`, key: account.key }));
    await until(() => reads.waiting === 3);
    reads.release();
    expect(countCodes(await answers)).toEqual({ ok: 3, CONCURRENT_LIMIT_EXCEEDED: 2 });
    expect((await answers).find(({ code }) => code !== null)).toMatchObject({
      status: 429,
      error: { details: { limit: 'requests_at_once', size: 3, used: 3, opens_at: null } },
      headers: { 'retry-after': '1' },
    });
  });

  it('52 of N + k memories at once, N are stored, in as many namespaces as you like, and deleting makes room', async () => {
    const { world, account } = await createLimitedWorld(engine, { memoriesStored: 7 }, { billing: 'on' });
    const add = (at: number) =>
      world.call({ method: 'POST', url: MEMORIES, key: account.key, body: { text: 'a', namespace: `n${at % 4}` } });
    const answers = await times(12, add);
    expect(countCodes(answers)).toEqual({ ok: 7, QUOTA_EXCEEDED: 5 });
    expect(answers.find(({ code }) => code !== null)).toMatchObject({
      status: 402,
      error: { details: { limit: 'memories_stored', size: 7, used: 7, opens_at: null } },
    });
    const [first] = answers.filter(({ code }) => code === null);
    await world.call({ method: 'DELETE', url: `${MEMORIES}/${first?.data.id}`, key: account.key });
    expect(countCodes(await times(2, add))).toEqual({ ok: 1, QUOTA_EXCEEDED: 1 });
  });

  it('53 a request that one limit refuses is charged to no other', async () => {
    const reads = holdReads();
    const plan = { perMinute: 10, perDay: 12, atOnce: 2 };
    const { world, account } = await createLimitedWorld(engine, plan, { decorateStorage: reads.decorate });
    const count = () => world.call({ url: `${MEMORIES}/count`, key: account.key });
    const held = times(2, count);
    await until(() => reads.waiting === 2);
    // Refused for the requests at once: the minute and the day know nothing of it.
    expect(countCodes(await times(5, count))).toEqual({ CONCURRENT_LIMIT_EXCEEDED: 5 });
    reads.release();
    expect(countCodes(await held)).toEqual({ ok: 2 });
    const third = await count();
    expect(headerOf(third, 'ratelimit')).toContain('"minute";r=6;');
    expect(headerOf(third, 'ratelimit')).toContain('"day";r=8;');
    // Refused by the minute: the day knows nothing of it.
    for (let sent = 0; sent < 6; sent += 1) await count();
    expect(await count()).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    world.clock.nowMs += MINUTE_MS;
    expect(countCodes([await count(), await count(), await count()])).toEqual({ ok: 2, DAILY_QUOTA_EXCEEDED: 1 });
    // Refused by the day: the minute knows nothing of it.
    expect(headerOf(await count(), 'ratelimit')).toContain('"minute";r=8;');
  });

  it('54 no burst is doubled over the edge of a minute', async () => {
    const { world, account } = await createLimitedWorld(engine, { perMinute: 10 });
    world.clock.nowMs += 59 * SECOND_MS - (world.clock.nowMs % MINUTE_MS) + MINUTE_MS;
    expect(countCodes(await times(15, () => world.probe(account.key)))).toMatchObject({ ok: 10 });
    for (const afterMs of [1 * SECOND_MS, 2 * SECOND_MS, 58_999 - 2 * SECOND_MS]) {
      world.clock.nowMs += afterMs;
      expect(countCodes(await times(3, () => world.probe(account.key)))).toEqual({ RATE_LIMIT_EXCEEDED: 3 });
    }
    world.clock.nowMs += SECOND_MS;
    expect(countCodes(await times(15, () => world.probe(account.key)))).toMatchObject({ ok: 10 });
  });

  it('54 a customer cannot take a plan that is not his to take', async () => {
    const world = await createWorld(engine, { config: { defaultPlan: 'free' } });
    onTestFinished(() => world.close());
    const take = (plan: string, at: number) =>
      world.call({ method: 'POST', url: '/v1/signup', body: { name: 'a', email: `a${at}@x.test`, plan_id: plan } });
    const answers = await Promise.all(['starter', 'enterprise', 'self-hosted', 'free'].map(take));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 201]);
  });

  it('55 a client that stays below its limits is never refused', async () => {
    const { world, account } = await createLimitedWorld(engine, { perMinute: 6, perDay: 300, atOnce: 1 });
    world.clock.nowMs = Date.parse('2026-03-01T23:40:00.000Z');
    for (let sent = 0; sent < 240; sent += 1) {
      world.clock.nowMs += 10 * SECOND_MS;
      expect(await world.probe(account.key)).toMatchObject({ status: 200 });
    }
  });

  it('56 the keys of an organization share its limits, its sandbox and others do not', async () => {
    const { world, account } = await createLimitedWorld(engine, { perMinute: 5, perDay: 50 });
    const second = await world.makeKey(account.key);
    const sandbox = await world.makeKey(account.key, { environment: 'test' });
    const other = await world.signUp('Other');
    expect(countCodes(await times(4, (at) => world.probe(at % 2 === 0 ? account.key : second.key)))).toEqual({
      ok: 2,
      RATE_LIMIT_EXCEEDED: 2,
    });
    expect(countCodes(await times(6, () => world.probe(sandbox.key)))).toEqual({ ok: 5, RATE_LIMIT_EXCEEDED: 1 });
    expect(countCodes(await times(4, () => world.probe(other.key)))).toEqual({ ok: 4 });
  });

  it('59 401, 403 and 429 cost nothing, and neither does a quota that refuses', async () => {
    const plan = { perMinute: 10, perDay: 10, memoriesStored: 1 };
    const { world, account } = await createLimitedWorld(engine, plan, { billing: 'on' });
    const reader = await world.makeKey(account.key, { scopes: ['read'], namespaces: ['a'] });
    for (let sent = 0; sent < 15; sent += 1) {
      const refused = [
        await world.call({ url: CURRENT_KEY, key: `${account.key.slice(0, -1)}_` }),
        await world.call({ url: KEYS, key: reader.key }),
        await world.call({ url: `${MEMORIES}?namespace=b`, key: reader.key }),
        await world.call({ method: 'POST', url: KEYS, key: account.key, body: { scopes: ['operator'] } }),
      ];
      expect(refused.map(({ status }) => status)).toEqual([401, 403, 403, 403]);
    }
    await world.remember(account.key, { text: 'one' });
    for (let sent = 0; sent < 15; sent += 1) {
      const full = await world.call({ method: 'POST', url: MEMORIES, key: account.key, body: { text: 'two' } });
      expect(full.status).toBe(402);
      expect(headerOf(full, 'ratelimit')).toContain('"minute";r=7;');
      expect(headerOf(full, 'ratelimit')).toContain('"day";r=7;');
    }
    expect(countCodes(await times(8, () => world.probe(account.key)))).toMatchObject({ ok: 7 });
  });

  it('59 failures at an address never touch the limits of a key that comes from there', async () => {
    const config = { ...onPlan({ perMinute: 5 }).config, authFailuresPerMinute: 3 };
    const world = await createWorld(engine, { config });
    onTestFinished(() => world.close());
    const account = await world.signUp();
    world.clock.nowMs += MINUTE_MS;
    const wrong = { authorization: `Bearer ${account.key.slice(0, -1)}_` };
    const failures = await times(10, () => world.call({ url: CURRENT_KEY, headers: wrong, ip: '10.0.0.9' }));
    expect(countCodes(failures)).toEqual({ INVALID_API_KEY_FORMAT: 3, RATE_LIMIT_EXCEEDED: 7 });
    for (const { headers } of failures) expect(headers['x-ratelimit-limit']).toBeUndefined();
    const own = await times(6, () => world.call({ url: CURRENT_KEY, key: account.key, ip: '10.0.0.9' }));
    expect(countCodes(own)).toEqual({ ok: 5, RATE_LIMIT_EXCEEDED: 1 });
  });

  it('60 every answer to a limited key tells of its limits, in the grammar of RFC 9651', async () => {
    const plan = { perMinute: 20, perDay: 40, atOnce: 3, calls: 60, memoriesStored: 1 };
    const { world, account } = await createLimitedWorld(engine, plan, { billing: 'on' });
    const { key } = account;
    const create = { method: 'POST', url: MEMORIES, key, body: { text: 'one' } } as const;
    const headers = { 'idempotency-key': 'k' };
    const told = [
      [201, await world.call({ ...create, headers })],
      [201, await world.call({ ...create, headers })],
      [402, await world.call(create)],
      [200, await world.call({ url: MEMORIES, key })],
      [400, await world.call({ url: `${MEMORIES}?page=0`, key })],
      [404, await world.call({ url: `${MEMORIES}/mem_none`, key })],
      [404, await world.call({ url: '/v1/nowhere', key })],
      [405, await world.call({ method: 'PATCH', url: MEMORIES, key })],
      [415, await world.call({ ...create, body: 'a', headers: { 'content-type': 'text/plain' } })],
    ] as const;
    for (const [status, answer] of told) {
      expect(answer.status).toBe(status);
      expect(parseFieldList(headerOf(answer, 'ratelimit-policy'))).toEqual([
        { name: 'minute', parameters: { q: 20, w: 60 } },
        { name: 'day', parameters: { q: 40, w: 86_400 } },
        { name: 'month', parameters: { q: 60, w: 31 * 86_400 } },
        { name: 'concurrent', parameters: { q: 3, qu: 'concurrent-requests' } },
      ]);
      const [minute] = parseFieldList(headerOf(answer, 'ratelimit'));
      expect(minute).toEqual({ name: 'minute', parameters: { r: expect.any(Number), t: 60 } });
      expect(answer.headers).toMatchObject({
        'x-ratelimit-limit': '20',
        'x-ratelimit-remaining': String(minute?.parameters['r']),
        'x-ratelimit-reset': String(world.clock.nowMs / SECOND_MS + 60),
      });
    }
    const owner = await world.call({ url: MEMORIES, key: world.ownerKey });
    const stranger = await world.call({ url: MEMORIES });
    for (const each of [owner, stranger]) {
      expect(Object.keys(each.headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
    }
  });

  it('59 a replay counts against the minute alone, and is given when the day is spent', async () => {
    const { world, account } = await createLimitedWorld(engine, { perMinute: 10, perDay: 4 });
    const headers = { 'idempotency-key': 'k' };
    const create = { method: 'POST', url: MEMORIES, key: account.key, body: { text: 'one' }, headers } as const;
    for (let sent = 0; sent < 4; sent += 1) expect(await world.call(create)).toMatchObject({ status: 201 });
    const third = await world.probe(account.key);
    expect(headerOf(third, 'ratelimit')).toContain('"minute";r=4;');
    expect(headerOf(third, 'ratelimit')).toContain('"day";r=1;');
    await world.probe(account.key);
    expect(await world.probe(account.key)).toMatchObject({ code: 'DAILY_QUOTA_EXCEEDED' });
    for (let sent = 0; sent < 3; sent += 1) expect(await world.call(create)).toMatchObject({ status: 201 });
    expect(await world.call(create)).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    // Whoever is refused by both would wait a minute in vain.
    expect(await world.probe(account.key)).toMatchObject({ code: 'DAILY_QUOTA_EXCEEDED' });
  });

  it('60 to wait as long as Retry-After says is enough, for the minute and for the day', async () => {
    const { world, account } = await createLimitedWorld(engine, { perMinute: 3, perDay: 6 });
    let refusals = 0;
    for (let answered = 0; answered < 12;) {
      world.clock.nowMs += 1234;
      const answer = await world.probe(account.key);
      if (answer.status === 200) {
        answered += 1;
        continue;
      }
      refusals += 1;
      world.clock.nowMs += Number(headerOf(answer, 'retry-after')) * SECOND_MS;
      expect(await world.probe(account.key)).toMatchObject({ status: 200 });
      answered += 1;
    }
    expect(refusals).toBeGreaterThan(2);
  });

  it('61 a change of plan within a period keeps what was used, and holds from the next request on', async () => {
    const plans = { small: { perDay: 5 }, large: { perDay: 8 } };
    const world = await createWorld(engine, { config: { plansFile: writePlansFile(plans), defaultPlan: 'small' } });
    onTestFinished(() => world.close());
    const account = await world.signUp();
    const changePlan = async (planId: string) => {
      await world.storage.write((tx) => world.storage.organizations.update(tx, account.orgId, { planId }));
      await pause(600);
    };
    expect(countCodes(await times(6, () => world.probe(account.key)))).toEqual({ ok: 4, DAILY_QUOTA_EXCEEDED: 2 });
    await changePlan('large');
    expect(countCodes(await times(6, () => world.probe(account.key)))).toEqual({ ok: 3, DAILY_QUOTA_EXCEEDED: 3 });
    await changePlan('small');
    expect(await world.probe(account.key)).toMatchObject({
      error: { details: { size: 5, used: 8, opens_at: '2026-03-02T00:00:00.000Z' } },
    });
    world.clock.nowMs = Date.parse('2026-03-02T00:00:00.000Z');
    expect(await world.probe(account.key)).toMatchObject({ status: 200 });
  });

  it('61 a trial charges nothing: its quota refuses until the trial is over', async () => {
    const tried = { calls: 4, hasOverage: true, basePriceCents: 4900, trialDays: 14 };
    const config = { plansFile: writePlansFile({ small: {}, tried }), defaultPlan: 'small', billing: 'on' } as const;
    const world = await createWorld(engine, { config });
    onTestFinished(() => world.close());
    const { key } = await world.signUp();
    await world.call({ method: 'POST', url: PLAN, key, body: { plan_id: 'tried' } });
    const answers = [...(await times(4, () => world.probe(key))), await world.probe(key)];
    expect(countCodes(answers)).toEqual({ ok: 4, QUOTA_EXCEEDED: 1 });
    world.clock.nowMs += 14 * DAY_MS - 1;
    expect(await world.probe(key)).toMatchObject({ code: 'QUOTA_EXCEEDED' });
    world.clock.nowMs += 1;
    expect(await world.probe(key)).toMatchObject({ status: 200 });
  });

  it.each([
    ['2026-02-10', '2026-03-01'],
    ['2028-02-29', '2028-03-01'],
    ['2026-04-30', '2026-05-01'],
    ['2026-12-31', '2027-01-01'],
  ])('61 a month that is spent on %s opens on %s', async (spentOn, opensOn) => {
    const { world, account } = await createLimitedWorld(engine, { calls: 3 }, { billing: 'on' });
    world.clock.nowMs = Date.parse(`${spentOn}T23:59:59.000Z`);
    const answers = [await times(3, () => world.probe(account.key)), [await world.probe(account.key)]].flat();
    expect(countCodes(answers)).toEqual({ ok: 3, QUOTA_EXCEEDED: 1 });
    expect(answers.at(-1)?.error?.details).toMatchObject({
      limit: 'calls_per_month',
      size: 3,
      used: 3,
      opens_at: `${opensOn}T00:00:00.000Z`,
    });
    world.clock.nowMs = Date.parse(`${opensOn}T00:00:00.000Z`) - 1;
    expect(await world.probe(account.key)).toMatchObject({ status: 402 });
    world.clock.nowMs += 1;
    expect(await world.probe(account.key)).toMatchObject({ status: 200 });
  });

  it('55 a month without a quota that blocks is never refused: overage, the sandbox, billing off', async () => {
    const calls = { calls: 2, tokens: 5, embeddings: 1, memoriesStored: 100 };
    const paid = await createLimitedWorld(engine, { ...calls, hasOverage: true }, { billing: 'on' });
    const free = await createLimitedWorld(engine, calls, { billing: 'on' });
    const off = await createLimitedWorld(engine, { ...calls, memoriesStored: 1 });
    const sandbox = await free.world.makeKey(free.account.key, { environment: 'test' });
    const remember = { method: 'POST', url: MEMORIES, body: { text: 'of seven words and a few more' } } as const;
    for (let sent = 0; sent < 5; sent += 1) {
      const answers = [
        await paid.world.call({ ...remember, key: paid.account.key }),
        await free.world.call({ ...remember, key: sandbox.key }),
        await off.world.call({ ...remember, key: off.account.key }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    }
  });

  it('52 tokens and embeddings of a month let requests in while any are left', async () => {
    const { world, account } = await createLimitedWorld(engine, { tokens: 5, embeddings: 100 }, { billing: 'on' });
    await world.remember(account.key, { text: 'three words here' });
    await world.remember(account.key, { text: 'and far more words than are left in this month' });
    expect(await world.probe(account.key)).toMatchObject({
      status: 402,
      error: { details: { limit: 'tokens_per_month', size: 5, used: 13, opens_at: '2026-04-01T00:00:00.000Z' } },
    });
  });

  it('59 whoever has used up everything sees his account, and takes a larger plan, which lets him in at once', async () => {
    const plans = { small: { perDay: 3 }, large: { perDay: 9, basePriceCents: 4900 } };
    const world = await createWorld(engine, { config: { plansFile: writePlansFile(plans), defaultPlan: 'small' } });
    onTestFinished(() => world.close());
    const { key } = await world.signUp();
    await times(3, () => world.probe(key));
    expect(await world.probe(key)).toMatchObject({ code: 'DAILY_QUOTA_EXCEEDED' });
    expect(await world.call({ url: '/v1/account', key })).toMatchObject({ data: { plan: { id: 'small' } } });
    const taken = await world.call({ method: 'POST', url: PLAN, key, body: { plan_id: 'large' } });
    expect(taken).toMatchObject({ status: 200, data: { plan: { id: 'large' } } });
    expect(await world.probe(key)).toMatchObject({ status: 200 });
  });

  it('59 a key that has leaked can be revoked when the quota is spent', async () => {
    const { world, account } = await createLimitedWorld(engine, { perDay: 3 });
    const leaked = await world.makeKey(account.key);
    await times(3, () => world.probe(leaked.key));
    expect(await world.probe(account.key)).toMatchObject({ code: 'DAILY_QUOTA_EXCEEDED' });
    expect(await world.call({ method: 'DELETE', url: `${KEYS}/${leaked.id}`, key: account.key })).toMatchObject({
      status: 200,
    });
  });
});
