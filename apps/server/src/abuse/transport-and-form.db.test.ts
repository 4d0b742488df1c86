import { createApiKey, parseApiKey } from '@memory-api/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from './engines-fixture.js';
import { requestRaw, type RawAnswer } from './raw-socket-fixture.js';
import { countLookups, createWorld, CURRENT_KEY, MEMORIES, type Account, type World } from './world-fixture.js';

const REALM = 'Bearer realm="memory-api"';
const INVALID_TOKEN = `${REALM}, error="invalid_token"`;

describeOnEveryEngine('abuse: transport and form', (engine) => {
  const lookups = countLookups();
  let world: World;
  let account: Account;
  let port: number;

  beforeAll(async () => {
    // Hundreds of wrong keys come from one address here; the limit has its own tests.
    world = await createWorld(engine, {
      decorateStorage: lookups.decorate,
      config: { authFailuresPerMinute: 100_000 },
    });
    account = await world.signUp();
    await world.app.listen({ port: 0, host: '127.0.0.1' });
    const address = world.app.server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  beforeEach(() => {
    lookups.hashes.length = 0;
  });
  afterAll(() => world.close());

  const sendRaw = (...lines: string[]): Promise<RawAnswer> =>
    requestRaw(port, [`GET ${CURRENT_KEY} HTTP/1.1`, ...lines]);
  const codeOf = ({ body }: RawAnswer): unknown => JSON.parse(body).error?.code;

  async function expectBadForm(key: string): Promise<void> {
    const answer = await world.probe(key);
    expect([key, answer.status, answer.code]).toEqual([key, 401, 'INVALID_API_KEY_FORMAT']);
    expect(answer.headers['www-authenticate']).toBe(INVALID_TOKEN);
  }

  it('1 a request without a key is told so, with a challenge that names no error', async () => {
    const answer = await world.call({ url: CURRENT_KEY });
    expect([answer.status, answer.code]).toEqual([401, 'MISSING_API_KEY']);
    expect(answer.headers['www-authenticate']).toBe(REALM);
  });

  it('2 Bearer and nothing after it is no key', async () => {
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer    ', '']) {
      const answer = await world.call({ url: CURRENT_KEY, headers: { authorization } });
      expect([authorization, answer.status, answer.code]).toEqual([authorization, 401, 'MISSING_API_KEY']);
      expect(answer.headers['www-authenticate']).toBe(REALM);
    }
    const raw = await sendRaw('Authorization: Bearer ');
    expect([raw.status, codeOf(raw)]).toEqual([401, 'MISSING_API_KEY']);
  });

  it('3 the scheme is taken in any case', async () => {
    for (const scheme of ['bearer', 'BEARER', 'bEaReR']) {
      const answer = await world.call({ url: CURRENT_KEY, headers: { authorization: `${scheme} ${account.key}` } });
      expect([scheme, answer.status, answer.data.id]).toEqual([scheme, 200, account.keyId]);
    }
  });

  it('4 Basic is no key, also when it carries one', async () => {
    const asUser = Buffer.from(`${account.key}:`).toString('base64');
    const asPassword = Buffer.from(`api:${account.key}`).toString('base64');
    for (const scheme of [`Basic ${asUser}`, `Basic ${asPassword}`, `Basic ${account.key}`, account.key]) {
      const answer = await world.call({ url: CURRENT_KEY, headers: { authorization: scheme } });
      expect([answer.status, answer.code]).toEqual([401, 'MISSING_API_KEY']);
    }
  });

  it('5 two words after Bearer are no key, even if both are the right one', async () => {
    for (const token of ['a b', `${account.key} b`, `a ${account.key}`, `${account.key} ${account.key}`]) {
      await expectBadForm(token);
    }
  });

  it('6 both headers with one key are accepted, with different keys refused, whichever is valid', async () => {
    const other = await world.makeKey(account.key);
    const both = await world.probe(account.key, { 'x-api-key': account.key });
    expect(both.status).toBe(200);
    for (const [first, second] of [
      [account.key, other.key],
      [account.key, createApiKey('live')],
      [createApiKey('live'), account.key],
      [account.key, 'x'],
    ] as const) {
      const answer = await world.probe(first, { 'x-api-key': second });
      expect([answer.status, answer.code]).toEqual([400, 'AMBIGUOUS_CREDENTIALS']);
    }
  });

  it('7 of two Authorization headers none wins silently', async () => {
    const other = createApiKey('live');
    const [mine, foreign] = [`Authorization: Bearer ${account.key}`, `Authorization: Bearer ${other}`];
    for (const lines of [
      [mine, foreign],
      [foreign, mine],
      [`X-API-Key: ${account.key}`, `X-API-Key: ${other}`],
      [`X-API-Key: ${other}`, `X-API-Key: ${account.key}`],
    ]) {
      const raw = await sendRaw(...lines);
      expect([raw.status, codeOf(raw)]).toEqual([400, 'AMBIGUOUS_CREDENTIALS']);
    }
    expect((await sendRaw(mine, mine)).status).toBe(200);
    const joined = await sendRaw(`Authorization: Bearer ${account.key}, Bearer ${account.key}`);
    expect([joined.status, codeOf(joined)]).toEqual([401, 'INVALID_API_KEY_FORMAT']);
  });

  it('8 a key in the URL is refused, and in no log', async () => {
    const { key } = await world.makeKey(account.key);
    for (const name of ['api_key', 'apikey', 'key', 'access_token', 'token', 'authorization', 'x-api-key', key]) {
      for (const path of [CURRENT_KEY, MEMORIES]) {
        const answer = await world.call({ url: `${path}?${name}=${key}` });
        expect([name, answer.status, answer.code]).toEqual([name, 401, 'MISSING_API_KEY']);
      }
    }
    for (const url of [`/${key}`, `/v1/${key}`, `/v1/memories/${key}`, `/health?key=${key}`, `/docs/${key}`]) {
      await world.call({ url });
      await world.call({ url, key: account.key });
    }
    expect(world.log()).not.toContain(key.slice(9, 41));
  });

  it('9 a key in a body or a cookie is not looked at', async () => {
    const cookie = `api_key=${account.key}; Authorization=Bearer ${account.key}`;
    const body = { api_key: account.key, authorization: `Bearer ${account.key}` };
    const alone = await world.call({ method: 'POST', url: MEMORIES, headers: { cookie }, body });
    expect([alone.status, alone.code]).toEqual([401, 'MISSING_API_KEY']);
    const foreign = await world.signUp();
    const beside = await world.probe(foreign.key, { cookie });
    expect(beside.data.organization.id).toBe(foreign.orgId);
  });

  it('10 a wrong prefix is refused without a look at the database', async () => {
    const rest = account.key.slice('mem_live_'.length);
    for (const prefix of ['', 'mem_', 'mem_live', 'sk_live_', 'mem_prod_', 'MEM_LIVE_', 'mem_Live_', 'xmem_live_']) {
      await expectBadForm(prefix + rest);
    }
    expect(lookups.hashes).toEqual([]);
  });

  it('11 a mistyped key is refused without a look at the database, wherever the mistake is', async () => {
    for (let at = 'mem_live_'.length; at < account.key.length; at += 1) {
      const other = account.key.charAt(at) === 'a' ? 'b' : 'a';
      await expectBadForm(account.key.slice(0, at) + other + account.key.slice(at + 1));
    }
    await expectBadForm(account.key.slice(0, -1));
    await expectBadForm(`${account.key}0`);
    expect(lookups.hashes).toEqual([]);
  });

  it('12 a live key edited into a test key, or back, is refused without a look at the database', async () => {
    const { key: testKey } = await world.makeKey(account.key, { environment: 'test' });
    lookups.hashes.length = 0;
    await expectBadForm(account.key.replace('mem_live_', 'mem_test_'));
    await expectBadForm(testKey.replace('mem_test_', 'mem_live_'));
    expect(lookups.hashes).toEqual([]);
  });

  it('13 a well formed key that nobody made is unknown', async () => {
    for (const environment of ['live', 'test'] as const) {
      const answer = await world.probe(createApiKey(environment));
      expect([answer.status, answer.code]).toEqual([401, 'INVALID_API_KEY']);
      expect(answer.headers['www-authenticate']).toBe(INVALID_TOKEN);
    }
  });

  it('14 a header of 10 KB or of 1 MB is refused at once', async () => {
    const startedAtMs = performance.now();
    const large = await sendRaw(`Authorization: Bearer ${'a'.repeat(10 * 1024)}`);
    expect([large.status, codeOf(large)]).toEqual([401, 'INVALID_API_KEY_FORMAT']);
    for (const name of ['Authorization: Bearer', 'X-API-Key:', 'X-Other:']) {
      const huge = await sendRaw(`${name} ${'a'.repeat(1024 * 1024)}`);
      expect([huge.status, codeOf(huge)]).toEqual([431, 'HEADERS_TOO_LARGE']);
    }
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
    expect(lookups.hashes).toEqual([]);
  });

  it('15 NUL, line ends, homoglyphs, blanks and multi-byte text are refused, and break nothing', async () => {
    const { key } = account;
    const homoglyph = key.replace('mem', 'm\u0435m');
    const wide = `mem_live_${'\u00e9'.repeat(38)}`;
    const emoji = `mem_live_${'\u{1f511}'.repeat(19)}`;
    const odd = [`${key}\0`, `\0${key}`, `${key}\r\n`, `${key}\r\nX-Evil: 1`, `${key}\t`, `${key} `, `${key}\u00a0`];
    for (const text of [...odd, homoglyph, wide, emoji, `"${key}"`, `<${key}>`, `${key};`]) {
      expect(parseApiKey(text)).toBeNull();
      await expectBadForm(text);
    }
    for (const text of [...odd.slice(0, 2), ...odd.slice(6), homoglyph, wide, emoji]) {
      const utf8 = Buffer.from(`Authorization: Bearer ${text}`).toString('latin1');
      const raw = await sendRaw(utf8);
      // Node's parser refuses a NUL before there is a request.
      expect([400, 401]).toContain(raw.status);
    }
    expect(lookups.hashes).toEqual([]);
    // RFC 9110 5.5: blanks around a value are not part of it.
    expect((await sendRaw(`Authorization:   Bearer ${key} \t `)).status).toBe(200);
  });

  it('16 SQL and JSON in the place of a key are refused', async () => {
    const { key } = account;
    for (const text of [
      `' OR '1'='1`,
      `${key}' --`,
      `"; DROP TABLE api_keys; --`,
      '%',
      '*',
      `["${key}"]`,
      `{"$ne": null}`,
      'null',
      'undefined',
      '__proto__',
    ]) {
      await expectBadForm(text);
      const answer = await world.call({ url: CURRENT_KEY, headers: { 'x-api-key': text } });
      expect([text, answer.status, answer.code]).toEqual([text, 401, 'INVALID_API_KEY_FORMAT']);
    }
    expect(lookups.hashes).toEqual([]);
    expect((await world.probe(key)).status).toBe(200);
  });
});
