import { createApiKey } from '@memory-api/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Answer } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { toComparable } from './same-answer-fixture.js';
import { countLookups, createWorld, CURRENT_KEY, KEYS, type World } from './world-fixture.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describeOnEveryEngine('abuse: guessing and timing', (engine) => {
  const lookups = countLookups();
  let world: World;
  let emails = 0;

  beforeAll(async () => {
    world = await createWorld(engine, {
      decorateStorage: lookups.decorate,
      config: { authFailuresPerMinute: 60, signupsPerHour: 5 },
    });
  });
  beforeEach(() => {
    // No limit that one test has used up stands in the way of the next.
    world.clock.nowMs += 2 * HOUR_MS;
    lookups.hashes.length = 0;
  });
  afterAll(() => world.close());

  const signUp = (
    ip: string,
    email = `e${(emails += 1)}@example.com`,
    headers: Record<string, string> = {},
  ): Promise<Answer> => world.call({ method: 'POST', url: '/v1/signup', body: { name: 'Guess', email }, ip, headers });
  const guess = (ip: string, key: string, headers: Record<string, string> = {}): Promise<Answer> =>
    world.call({ url: CURRENT_KEY, key, ip, headers });

  it('46 unknown, wrong and revoked keys differ only in code and words', async () => {
    const account = await world.signUp();
    const revoked = await world.makeKey(account.key);
    await world.call({ method: 'DELETE', url: `${KEYS}/${revoked.id}`, key: account.key });
    const expired = await world.makeKey(account.key, { expires_in_days: 1 });
    world.clock.nowMs += 24 * HOUR_MS;
    const wrong = `${account.key.slice(0, -1)}${account.key.endsWith('a') ? 'b' : 'a'}`;
    const answers = [];
    for (const key of [createApiKey('live'), wrong, revoked.key, expired.key])
      answers.push(await guess('192.0.2.46', key));
    expect(answers.map(({ code }) => code)).toEqual([
      'INVALID_API_KEY',
      'INVALID_API_KEY_FORMAT',
      'API_KEY_DISABLED',
      'API_KEY_EXPIRED',
    ]);
    const comparable = answers.map((answer) => {
      expect(Object.keys(answer.error ?? {})).toEqual(['code', 'message', 'doc_url']);
      const words = [answer.code, answer.error?.message].map(String);
      return toComparable(answer, words);
    });
    expect(new Set(comparable).size).toBe(1);
    expect(comparable[0]).not.toMatch(/org_|key_|mem_/);
  });

  it('46 the holder of a right key in a wrong place learns no more than the contract says', async () => {
    const account = await world.signUp();
    const pinned = await world.makeKey(account.key, { ip_allowlist: ['198.51.100.1'] });
    const answer = await guess('192.0.2.47', pinned.key);
    expect([answer.status, answer.code]).toEqual([403, 'IP_NOT_ALLOWED']);
    expect(answer.text).not.toContain('198.51.100');
    expect(answer.text).not.toContain(account.orgId);
  });

  it('47 a malformed key causes no look-up, an unknown one at most one', async () => {
    const account = await world.signUp();
    lookups.hashes.length = 0;
    for (const key of ['x', `${account.key}x`, `mem_live_${'0'.repeat(38)}`, account.key.replace('live', 'test')]) {
      await guess('192.0.2.48', key);
    }
    expect(lookups.hashes).toEqual([]);
    const unknown = createApiKey('live');
    for (let times = 1; times <= 3; times += 1) {
      await guess('192.0.2.48', unknown);
      expect(lookups.hashes.length).toBeLessThanOrEqual(times);
    }
    lookups.hashes.length = 0;
    // Once, and once more where the watch of the revision has noticed the signup in between.
    for (let times = 0; times < 20; times += 1) expect((await guess('192.0.2.48', account.key)).status).toBe(200);
    expect(lookups.hashes.length).toBeLessThanOrEqual(2);
  });

  it('48 a signup with a known address says that it is taken, and nothing of who has it', async () => {
    const known = await signUp('192.0.2.50', 'Known@example.com');
    expect(known.status).toBe(201);
    for (const email of ['Known@example.com', 'known@EXAMPLE.com', 'KNOWN@example.com']) {
      const answer = await signUp('192.0.2.51', email);
      expect([answer.status, answer.code]).toEqual([409, 'EMAIL_EXISTS']);
      expect(answer.text).not.toMatch(/org_|key_|mem_|Guess|known@/i);
      expect(Object.keys(answer.error ?? {})).toEqual(['code', 'message', 'doc_url']);
    }
    // The owner organization has an address that nobody can guess by signing up with it.
    expect((await guess('192.0.2.52', known.data.key)).status).toBe(200);
  });

  it('49 signups are limited to five an hour from one address', async () => {
    for (let count = 0; count < 5; count += 1) expect((await signUp('192.0.2.60')).status).toBe(201);
    const refused = await signUp('192.0.2.60');
    expect([refused.status, refused.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    const waitSeconds = Number(refused.headers['retry-after']);
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(3_600);
    expect((await signUp('192.0.2.61')).status).toBe(201);
    world.clock.nowMs += waitSeconds * 1_000 - 1_000;
    expect((await signUp('192.0.2.60')).status).toBe(429);
    world.clock.nowMs += 1_000;
    expect((await signUp('192.0.2.60')).status).toBe(201);
  });

  it('49 a network of IPv6 is one address, IPv4 in its clothes is IPv4, and both paths count', async () => {
    for (let count = 0; count < 5; count += 1) expect((await signUp(`2001:db8:7:7::${count}`)).status).toBe(201);
    expect((await signUp('2001:db8:7:7:ffff:ffff:ffff:ffff')).status).toBe(429);
    expect((await signUp('2001:db8:7:8::1')).status).toBe(201);
    for (let count = 0; count < 5; count += 1) expect((await signUp('::ffff:192.0.2.62')).status).toBe(201);
    expect((await signUp('192.0.2.62')).status).toBe(429);
    const alias = { name: 'Guess', email: 'alias@example.com' };
    expect((await world.call({ method: 'POST', url: '/signup', body: alias, ip: '192.0.2.62' })).status).toBe(429);
  });

  it('49 five signups at once let no sixth through', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signUp('192.0.2.63')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('49 asking for taken addresses is no way round the limit', async () => {
    await signUp('192.0.2.64', 'taken@example.com');
    const answers: number[] = [];
    for (let count = 0; count < 6; count += 1) answers.push((await signUp('192.0.2.65', 'taken@example.com')).status);
    expect(answers).toEqual([409, 409, 409, 409, 409, 429]);
  });

  it('50 failures are limited by address, and lock neither a key nor its neighbours out', async () => {
    const account = await world.signUp();
    const near = `${account.key.slice(0, -1)}${account.key.endsWith('a') ? 'b' : 'a'}`;
    const guesses: Answer[] = [];
    for (let count = 0; count < 70; count += 1) {
      guesses.push(await guess('192.0.2.70', count % 2 === 0 ? near : createApiKey('live')));
    }
    expect(guesses.slice(0, 60).every(({ status }) => status === 401)).toBe(true);
    expect(guesses.slice(60).every(({ status, code }) => status === 429 && code === 'RATE_LIMIT_EXCEEDED')).toBe(true);
    const waitSeconds = Number(guesses.at(-1)?.headers['retry-after']);
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(60);
    expect((await guess('192.0.2.70', account.key)).status).toBe(200);
    expect((await guess('192.0.2.71', account.key)).status).toBe(200);
    expect((await guess('192.0.2.71', near)).status).toBe(401);
    world.clock.nowMs += waitSeconds * 1_000;
    expect((await guess('192.0.2.70', near)).status).toBe(401);
  });

  it('50 revoked and expired keys count as failures, refusals of a valid key do not', async () => {
    const account = await world.signUp();
    const revoked = await world.makeKey(account.key);
    await world.call({ method: 'DELETE', url: `${KEYS}/${revoked.id}`, key: account.key });
    const reader = await world.makeKey(account.key, { scopes: ['read'] });
    for (let count = 0; count < 100; count += 1) {
      expect((await world.call({ url: KEYS, key: reader.key, ip: '192.0.2.72' })).status).toBe(403);
    }
    expect((await guess('192.0.2.72', revoked.key)).status).toBe(401);
    for (let count = 0; count < 59; count += 1) await guess('192.0.2.72', revoked.key);
    expect((await guess('192.0.2.72', revoked.key)).status).toBe(429);
    expect((await guess('192.0.2.72', reader.key)).status).toBe(200);
  });

  it('51 X-Forwarded-For and its kin change nothing when no proxy is trusted', async () => {
    const account = await world.signUp();
    const pinned = await world.makeKey(account.key, { ip_allowlist: ['198.51.100.1'] });
    for (const name of [
      'x-forwarded-for',
      'x-real-ip',
      'cf-connecting-ip',
      'true-client-ip',
      'x-client-ip',
      'forwarded',
    ]) {
      const value = name === 'forwarded' ? 'for=198.51.100.1' : '198.51.100.1';
      expect([name, (await guess('192.0.2.80', pinned.key, { [name]: value })).code]).toEqual([name, 'IP_NOT_ALLOWED']);
    }
    for (let count = 0; count < 5; count += 1) {
      expect((await signUp('192.0.2.81', undefined, { 'x-forwarded-for': `203.0.113.${count}` })).status).toBe(201);
    }
    expect((await signUp('192.0.2.81', undefined, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(429);
    const log = await world.call({
      url: '/v1/account/audit-log',
      key: account.key,
      headers: { 'x-forwarded-for': '6.6.6.6' },
    });
    expect(log.text).not.toContain('6.6.6.6');
  });

  it('51 a trusted proxy is believed for the last address that it did not make up', async () => {
    const behind = await createWorld(engine, { config: { trustedProxies: ['10.0.0.0/8'], signupsPerHour: 100_000 } });
    const account = await behind.signUp();
    const pinned = await behind.makeKey(account.key, { ip_allowlist: ['198.51.100.1'] });
    const ask = (ip: string, forwarded: string): Promise<Answer> =>
      behind.call({ url: CURRENT_KEY, key: pinned.key, ip, headers: { 'x-forwarded-for': forwarded } });
    const codes = [
      (await ask('10.1.2.3', '198.51.100.1')).code,
      (await ask('10.1.2.3', '203.0.113.5, 198.51.100.1')).code,
      (await ask('10.1.2.3', '198.51.100.1, 10.9.9.9')).code,
      (await ask('10.1.2.3', '198.51.100.1, 203.0.113.5')).code,
      (await ask('192.0.2.90', '198.51.100.1')).code,
    ];
    await behind.close();
    expect(codes).toEqual([null, null, null, 'IP_NOT_ALLOWED', 'IP_NOT_ALLOWED']);
  });
});
