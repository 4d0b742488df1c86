import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer, WireData } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { createWorld, CURRENT_KEY, KEYS, MEMORIES, type Account, type Call, type World } from './world-fixture.js';

const DAY_MS = 86_400_000;

describeOnEveryEngine('abuse: rights', (engine) => {
  let world: World;
  let account: Account;

  beforeAll(async () => {
    world = await createWorld(engine);
    account = await world.signUp();
  });
  afterAll(() => world.close());

  const create = (key: string, body: object, ip = '127.0.0.1'): Promise<Answer> =>
    world.call({ method: 'POST', url: KEYS, key, body, ip });
  const change = (key: string, id: string, body: object, ip = '127.0.0.1'): Promise<Answer> =>
    world.call({ method: 'PATCH', url: `${KEYS}/${id}`, key, body, ip });
  const rotate = (key: string, id: string, body: object = {}, ip = '127.0.0.1'): Promise<Answer> =>
    world.call({ method: 'POST', url: `${KEYS}/${id}/rotate`, key, body, ip });
  const revoke = (key: string, id: string, ip = '127.0.0.1'): Promise<Answer> =>
    world.call({ method: 'DELETE', url: `${KEYS}/${id}`, key, ip });

  function expectScopeRefused(answer: Answer, needed: string, held: readonly string[]): void {
    expect([answer.status, answer.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect(answer.error?.details).toEqual({ required_scopes: [needed], your_scopes: held });
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer realm="memory-api", error="insufficient_scope", scope="${needed}"`,
    );
  }

  function expectTooWide(answer: Answer): void {
    expect([answer.status, answer.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  }

  it('32 a read key neither creates nor changes a memory', async () => {
    const { key } = await world.makeKey(account.key, { scopes: ['read'] });
    const memory = await world.remember(account.key, { text: 'kept' });
    const writes: Call[] = [
      { method: 'POST', url: MEMORIES, body: { text: 'new' } },
      { method: 'PUT', url: `${MEMORIES}/${memory.id}`, body: { text: 'changed' } },
      { method: 'PUT', url: `${MEMORIES}/none`, body: 'not even JSON' },
    ];
    for (const write of writes) expectScopeRefused(await world.call({ ...write, key }), 'write', ['read']);
    const found = await world.call({ url: `${MEMORIES}/${memory.id}`, key });
    expect([found.data.text, found.data.version]).toEqual(['kept', 1]);
  });

  it('33 a write key deletes nothing, and does not read', async () => {
    const { key } = await world.makeKey(account.key, { scopes: ['write'] });
    const memory = await world.remember(key, { text: 'kept' });
    for (const url of [`${MEMORIES}/${memory.id}`, `${MEMORIES}?confirm=true`, MEMORIES]) {
      expectScopeRefused(await world.call({ method: 'DELETE', url, key }), 'delete', ['write']);
    }
    expectScopeRefused(await world.call({ url: `${MEMORIES}/${memory.id}`, key }), 'read', ['write']);
    expect((await world.call({ url: `${MEMORIES}/${memory.id}`, key: account.key })).data.text).toBe('kept');
  });

  it('34 only admin manages keys; any key may ask what it is', async () => {
    const target = await world.makeKey(account.key);
    for (const scopes of [['read'], ['write'], ['delete'], ['read', 'write', 'delete']]) {
      const { key, id } = await world.makeKey(account.key, { scopes });
      const answers = [
        await world.call({ url: KEYS, key }),
        await world.call({ url: `${KEYS}/${target.id}`, key }),
        await world.call({ url: `${KEYS}/${id}`, key }),
        await create(key, { scopes: ['read'] }),
        await change(key, id, { name: 'x' }),
        await rotate(key, id),
        await revoke(key, target.id),
      ];
      for (const answer of answers) expectScopeRefused(answer, 'admin', scopes);
      const current = await world.probe(key);
      expect([current.status, current.data.id, current.data.scopes]).toEqual([200, id, scopes]);
    }
  });

  it('35 nobody grants operator but a live key that holds it', async () => {
    for (const scopes of [['operator'], ['admin', 'operator']]) {
      expectTooWide(await create(account.key, { scopes }));
      expectTooWide(await change(account.key, account.keyId, { scopes }));
    }
    const granted = await create(world.ownerKey, { scopes: ['operator'] });
    expect([granted.status, granted.data.scopes]).toEqual([201, ['operator']]);
    expect((await create(world.ownerKey, { scopes: ['operator'], environment: 'test' })).status).toBe(400);
    expect((await create(world.ownerKey, { scopes: ['operator'], namespaces: ['a'] })).status).toBe(400);
    const admin = await world.makeKey(world.ownerKey, { scopes: ['admin'] });
    for (const answer of [
      await create(admin.key, { scopes: ['operator'] }),
      await change(admin.key, admin.id, { scopes: ['admin', 'operator'] }),
      await rotate(admin.key, granted.data.id),
      await revoke(admin.key, granted.data.id),
      await change(admin.key, granted.data.id, { scopes: ['read'] }),
    ]) {
      expectTooWide(answer);
    }
  });

  it('35 a key that ends makes keys that end with it at the latest, by default on it', async () => {
    const admin = await world.makeKey(account.key, { scopes: ['admin'], expires_in_days: 10 });
    expect((await world.makeKey(admin.key)).expires_at).toBe(admin.expires_at);
    expect((await world.makeKey(admin.key, { expires_in_days: null })).expires_at).toBe(admin.expires_at);
    const shorter = await world.makeKey(admin.key, { expires_in_days: 9 });
    expect(shorter.expires_at).toBe(new Date(world.clock.nowMs + 9 * DAY_MS).toISOString());
    expectTooWide(await create(admin.key, { expires_in_days: 11 }));
    expectTooWide(await rotate(admin.key, shorter.id, { expires_in_days: 11 }));
    expectTooWide(await rotate(admin.key, admin.id, { expires_in_days: 11 }));
    // A second admin key that ends is no way round either.
    const lasting = await world.makeKey(account.key);
    expectTooWide(await rotate(admin.key, lasting.id));
    expectTooWide(await change(admin.key, lasting.id, { name: 'mine' }));
    expectTooWide(await revoke(admin.key, lasting.id));
    expectTooWide(await revoke(admin.key, account.keyId));
  });

  it('35 a key in its grace period makes nothing that outlives it', async () => {
    const admin = await world.makeKey(account.key, { scopes: ['admin'] });
    await rotate(account.key, admin.id, { grace_period_hours: 24 });
    const made = await create(admin.key, {});
    expect(made.data.expires_at).toBe(new Date(world.clock.nowMs + DAY_MS).toISOString());
    expectTooWide(await create(admin.key, { expires_in_days: 2 }));
    const again = await rotate(admin.key, admin.id, { grace_period_hours: 168 });
    expect(again.status).toBeGreaterThanOrEqual(400);
  });

  it('35 addresses are inherited, and never widened', async () => {
    const allowed = '192.0.2.7';
    const admin = await world.makeKey(account.key, {
      scopes: ['admin'],
      ip_allowlist: ['192.0.2.0/24', '2001:db8::/32'],
    });
    const inherited = await create(admin.key, {}, allowed);
    expect(inherited.data.ip_allowlist).toEqual(['192.0.2.0/24', '2001:db8::/32']);
    const narrower = ['192.0.2.128/25', '192.0.2.7', '2001:db8:1::/48', '::ffff:192.0.2.0/120'];
    for (const range of narrower) {
      expect([range, (await create(admin.key, { ip_allowlist: [range] }, allowed)).status]).toEqual([range, 201]);
    }
    const own = inherited.data.id;
    for (const ipAllowlist of [
      null,
      ['192.0.2.0/23'],
      ['0.0.0.0/0'],
      ['::/0'],
      ['192.0.2.0/24', '198.51.100.1'],
      ['::ffff:0:0/96'],
    ]) {
      const body = { ip_allowlist: ipAllowlist };
      expectTooWide(await create(admin.key, body, allowed));
      expectTooWide(await change(admin.key, own, body, allowed));
      expectTooWide(await change(admin.key, admin.id, body, allowed));
    }
    const wide = await world.makeKey(account.key);
    expectTooWide(await rotate(admin.key, wide.id, {}, allowed));
    expectTooWide(await change(admin.key, wide.id, { ip_allowlist: ['192.0.2.7'] }, allowed));
    expectTooWide(await revoke(admin.key, wide.id, allowed));
    for (const ip of ['192.0.3.1', '127.0.0.1', '2001:db9::1']) {
      const answer = await world.call({ url: CURRENT_KEY, key: admin.key, ip });
      expect([ip, answer.status, answer.code]).toEqual([ip, 403, 'IP_NOT_ALLOWED']);
    }
    for (const ip of ['192.0.2.255', '2001:db8:ffff::1', '::ffff:192.0.2.9']) {
      expect((await world.call({ url: CURRENT_KEY, key: admin.key, ip })).status).toBe(200);
    }
  });

  it('35 a list of no addresses, or of none that are, is refused', async () => {
    for (const list of [
      [],
      [''],
      ['localhost'],
      ['192.0.2.0/33'],
      ['192.0.2.0/-1'],
      ['1.2.3'],
      ['0x7f.1'],
      '192.0.2.1',
      [1],
    ]) {
      const answer = await create(account.key, { ip_allowlist: list });
      expect([list, answer.status, answer.code]).toEqual([list, 400, 'VALIDATION_ERROR']);
    }
  });

  it('35 a test key makes and sees test keys only', async () => {
    const sandbox = await world.makeKey(account.key, { environment: 'test', scopes: ['admin'] });
    const made = await create(sandbox.key, {});
    expect([made.status, made.data.environment, made.data.key.slice(0, 9)]).toEqual([201, 'test', 'mem_test_']);
    expectTooWide(await create(sandbox.key, { environment: 'live' }));
    const listed = await world.call({ url: `${KEYS}?per_page=100`, key: sandbox.key });
    expect(new Set(listed.items.map(({ environment }) => environment))).toEqual(new Set(['test']));
    const asLive = await world.call({ url: `${KEYS}?environment=live`, key: sandbox.key });
    expect([asLive.items, asLive.pagination.total]).toEqual([[], 0]);
    for (const answer of [
      await world.call({ url: `${KEYS}/${account.keyId}`, key: sandbox.key }),
      await change(sandbox.key, account.keyId, { name: 'x' }),
      await rotate(sandbox.key, account.keyId),
      await revoke(sandbox.key, account.keyId),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, 'API_KEY_NOT_FOUND']);
    }
  });

  it('35 a key with namespaces cannot hold admin, however it comes by both', async () => {
    const both = await create(account.key, { scopes: ['admin'], namespaces: ['a'] });
    expect([both.status, both.code]).toEqual([400, 'VALIDATION_ERROR']);
    const narrow = await world.makeKey(account.key, { namespaces: ['a', 'b'], scopes: ['read', 'write', 'delete'] });
    const admin = await world.makeKey(account.key, { scopes: ['admin'] });
    expect((await change(account.key, narrow.id, { scopes: ['admin'] })).code).toBe('VALIDATION_ERROR');
    expect((await change(account.key, admin.id, { namespaces: ['a'] })).code).toBe('VALIDATION_ERROR');
    const rotated = await rotate(account.key, narrow.id);
    expect(rotated.data.namespaces).toEqual(['a', 'b']);
    const swapped = await change(account.key, narrow.id, { scopes: ['admin'], namespaces: null });
    expect([swapped.status, swapped.data.namespaces]).toEqual([200, null]);
  });

  it('36 fields that nobody may set are refused, and named', async () => {
    const target = await world.makeKey(account.key);
    const memory = await world.remember(account.key, { text: 'kept' });
    const targets: [Call, object][] = [
      [{ method: 'POST', url: KEYS }, {}],
      [{ method: 'PATCH', url: `${KEYS}/${target.id}` }, { name: 'x' }],
      [{ method: 'POST', url: `${KEYS}/${target.id}/rotate` }, {}],
      [{ method: 'PATCH', url: '/v1/account' }, { name: 'x' }],
      [{ method: 'POST', url: MEMORIES }, { text: 'x' }],
      [{ method: 'PUT', url: `${MEMORIES}/${memory.id}` }, { text: 'x' }],
      [{ method: 'POST', url: '/v1/query' }, { context: 'x' }],
      [
        { method: 'POST', url: '/v1/signup' },
        { name: 'x', email: 'field@example.com' },
      ],
    ];
    const fields = [
      'org_id',
      'plan',
      'is_active',
      'key_hash',
      'id',
      'key',
      'created_at',
      'is_owner',
      'last_used_at',
      'constructor',
    ];
    for (const [call, sound] of targets) {
      for (const field of fields) {
        const answer = await world.call({ ...call, key: account.key, body: { ...sound, [field]: 'x' } });
        expect([call.url, field, answer.status, answer.code]).toEqual([call.url, field, 400, 'VALIDATION_ERROR']);
        expect(answer.error?.details?.['errors']).toEqual([{ field, message: expect.stringContaining('not a known') }]);
      }
    }
    const kept = await world.call({ url: `${MEMORIES}/${memory.id}`, key: account.key });
    expect(kept.data.text).toBe('kept');
  });

  it('37 without a key the same bodies are 401: nobody learns what a body may hold', async () => {
    for (const [method, url] of [
      ['POST', KEYS],
      ['PATCH', `${KEYS}/key_1`],
      ['POST', `${KEYS}/key_1/rotate`],
      ['PATCH', '/v1/account'],
      ['POST', MEMORIES],
      ['PUT', `${MEMORIES}/mem_1`],
      ['POST', '/v1/query'],
      ['POST', '/v1/nothing-here'],
      ['DELETE', `${MEMORIES}?confirm=true&org_id=x`],
    ] as const) {
      for (const body of [
        { org_id: 'x', plan: 'enterprise', is_active: true, key_hash: 'x' },
        '{',
        '[1]',
        'x'.repeat(2_000),
      ]) {
        for (const type of ['application/json', 'text/xml', 'multipart/form-data; boundary=x']) {
          const answer = await world.call({ method, url, body, headers: { 'content-type': type } });
          expect([method, url, type, answer.status, answer.code]).toEqual([method, url, type, 401, 'MISSING_API_KEY']);
        }
      }
    }
  });

  it('38 unknown, empty and repeated scopes are refused', async () => {
    const target: WireData = await world.makeKey(account.key);
    for (const scopes of [
      ['sudo'],
      [],
      ['read', 'read'],
      ['READ'],
      ['read '],
      ['*'],
      [null],
      [['read']],
      'read',
      { read: true },
      null,
    ]) {
      for (const answer of [await create(account.key, { scopes }), await change(account.key, target.id, { scopes })]) {
        expect([scopes, answer.status, answer.code]).toEqual([scopes, 400, 'VALIDATION_ERROR']);
        expect(String(answer.error?.details?.['field'])).toMatch(/^scopes/);
      }
    }
    expect((await world.call({ url: `${KEYS}/${target.id}`, key: account.key })).data.scopes).toEqual([
      'read',
      'write',
    ]);
  });
});
