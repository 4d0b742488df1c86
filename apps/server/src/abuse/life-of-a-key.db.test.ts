import { createApiKey, createId, hashApiKey } from '@memory-api/contract';
import type { ApiKeyRecord } from '@memory-api/storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer, WireData } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { createWorld, holdLookups, KEYS, MEMORIES, type Account, type World } from './world-fixture.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnEveryEngine('abuse: life of a key', (engine) => {
  const lookups = holdLookups();
  let world: World;
  let account: Account;

  beforeAll(async () => {
    world = await createWorld(engine, {
      decorateStorage: lookups.decorate,
      config: { authFailuresPerMinute: 100_000 },
    });
    account = await world.signUp();
  });
  afterAll(() => world.close());

  const revoke = (id: string, key = account.key): Promise<Answer> =>
    world.call({ method: 'DELETE', url: `${KEYS}/${id}`, key });
  const rotate = (id: string, body: object = {}, key = account.key): Promise<Answer> =>
    world.call({ method: 'POST', url: `${KEYS}/${id}/rotate`, key, body });
  const change = (id: string, body: object, key = account.key): Promise<Answer> =>
    world.call({ method: 'PATCH', url: `${KEYS}/${id}`, key, body });
  const get = async (id: string): Promise<WireData> =>
    (await world.call({ url: `${KEYS}/${id}`, key: account.key })).data;

  async function expectCode(key: string, code: string | null): Promise<void> {
    const answer = await world.probe(key);
    expect([answer.status, answer.code]).toEqual([code === null ? 200 : 401, code]);
    if (code !== null) expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
  }

  it('17 a revoked key is refused by the next request, though it was known a moment ago', async () => {
    const made = await world.makeKey(account.key);
    await expectCode(made.key, null);
    expect((await revoke(made.id)).status).toBe(200);
    await expectCode(made.key, 'API_KEY_DISABLED');
    const listed = await world.call({ url: MEMORIES, key: made.key });
    expect(listed.code).toBe('API_KEY_DISABLED');
  });

  it('20 a look-up that read before a revocation and arrives after it is not remembered', async () => {
    const made = await world.makeKey(account.key);
    const release = lookups.hold(made.key);
    const early = world.probe(made.key);
    await lookups.reached();
    expect((await revoke(made.id)).status).toBe(200);
    release();
    // The early request had begun before the revocation: either answer is right for it.
    expect([200, 401]).toContain((await early).status);
    await expectCode(made.key, 'API_KEY_DISABLED');
    await expectCode(made.key, 'API_KEY_DISABLED');
  });

  it('20 a late look-up does not replace what a later one found', async () => {
    const made = await world.makeKey(account.key);
    const release = lookups.hold(made.key);
    const early = world.probe(made.key);
    await lookups.reached();
    await revoke(made.id);
    const beside = world.probe(made.key);
    release();
    await Promise.all([early, beside]);
    expect((await beside).code).toBe('API_KEY_DISABLED');
    await expectCode(made.key, 'API_KEY_DISABLED');
  });

  it('20 narrowing a key while it is being looked up takes effect, too', async () => {
    const made = await world.makeKey(account.key, { scopes: ['read', 'write'] });
    const release = lookups.hold(made.key);
    const early = world.probe(made.key);
    await lookups.reached();
    expect((await change(made.id, { scopes: ['read'] })).status).toBe(200);
    release();
    await early;
    const write = await world.call({ method: 'POST', url: MEMORIES, key: made.key, body: { text: 'late' } });
    expect([write.status, write.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  });

  it('21 an organization that is switched off lets nobody in, and one that is on again has what it had', async () => {
    const [off, neighbour] = [await world.signUp(), await world.signUp()];
    const sandbox = await world.makeKey(off.key, { environment: 'test' });
    const memory = await world.remember(off.key, { text: 'stays' });
    const turn = (isActive: boolean, key = world.ownerKey) =>
      world.call({
        method: 'PATCH',
        url: `/v1/operator/organizations/${off.orgId}`,
        key,
        body: { is_active: isActive },
      });
    expect(await turn(false, neighbour.key)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await world.probe(off.key)).toMatchObject({ status: 200 });
    for (let round = 0; round < 3; round += 1) {
      expect(await turn(false)).toMatchObject({ status: 200, data: { is_active: false } });
      for (const key of [off.key, sandbox.key]) {
        expect(await world.probe(key)).toMatchObject({ status: 403, code: 'ORGANIZATION_DISABLED' });
      }
      expect(await turn(true, off.key)).toMatchObject({ status: 403, code: 'ORGANIZATION_DISABLED' });
      expect(await world.probe(neighbour.key)).toMatchObject({ status: 200 });
      await turn(true);
      for (const key of [off.key, sandbox.key]) expect(await world.probe(key)).toMatchObject({ status: 200 });
    }
    expect(await world.call({ url: `${MEMORIES}/${memory.id}`, key: off.key })).toMatchObject({
      data: { text: 'stays' },
    });
  });

  it('22 a key that expires while it is known is refused from its second on', async () => {
    const made = await world.makeKey(account.key, { expires_in_days: 1 });
    const endsAtMs = Date.parse(made.expires_at ?? '');
    expect(endsAtMs).toBe(world.clock.nowMs + DAY_MS);
    await expectCode(made.key, null);
    world.clock.nowMs = endsAtMs - 1;
    await expectCode(made.key, null);
    world.clock.nowMs = endsAtMs;
    await expectCode(made.key, 'API_KEY_EXPIRED');
    const listed = await get(made.id);
    expect([listed.is_active, listed.revoked_at]).toEqual([false, null]);
  });

  it('23 a life of no days, of half a day, of too many or of a text is refused', async () => {
    const before = await world.call({ url: KEYS, key: account.key });
    const made = await world.makeKey(account.key);
    for (const days of ['0', '-1', '1.5', '366', '1e9', '1e400', '"30"', 'true', '[30]', '{}']) {
      const body = `{"expires_in_days": ${days}}`;
      const url = `${KEYS}/${made.id}/rotate`;
      for (const answer of [
        await world.call({ method: 'POST', url: KEYS, key: account.key, body }),
        await world.call({ method: 'POST', url, key: account.key, body }),
      ]) {
        expect([body, answer.status, answer.code]).toEqual([body, 400, 'VALIDATION_ERROR']);
        expect(answer.error?.details?.['field']).toBe('expires_in_days');
      }
    }
    const after = await world.call({ url: KEYS, key: account.key });
    expect(after.pagination.total).toBe(before.pagination.total + 1);
  });

  it('23 null and nothing mean no end, 1 and 365 are days', async () => {
    for (const [body, days] of [
      [{ expires_in_days: null }, null],
      [{}, null],
      [{ expires_in_days: 1 }, 1],
      [{ expires_in_days: 365 }, 365],
    ] as const) {
      const made = await world.makeKey(account.key, body);
      const expected = days === null ? null : new Date(world.clock.nowMs + days * DAY_MS).toISOString();
      expect(made.expires_at).toBe(expected);
    }
  });

  it('24 a rotated key works until its grace is over, and the new one goes on', async () => {
    for (const [body, hours] of [
      [{}, 24],
      [{ grace_period_hours: 1 }, 1],
      [{ grace_period_hours: 168 }, 168],
    ] as const) {
      const old = await world.makeKey(account.key, { scopes: ['read'], name: 'Old' });
      const rotated = await rotate(old.id, body);
      expect([rotated.status, rotated.data.scopes, rotated.data.name]).toEqual([201, ['read'], 'Old']);
      expect(rotated.headers['cache-control']).toBe('no-store');
      const startedAtMs = world.clock.nowMs;
      await expectCode(old.key, null);
      world.clock.nowMs = startedAtMs + hours * HOUR_MS - 1;
      await expectCode(old.key, null);
      world.clock.nowMs += 1;
      await expectCode(old.key, 'API_KEY_EXPIRED');
      await expectCode(rotated.data.key, null);
    }
  });

  it('24 without grace the old key ends with the answer', async () => {
    const old = await world.makeKey(account.key);
    await expectCode(old.key, null);
    const rotated = await rotate(old.id, { grace_period_hours: 0 });
    await expectCode(old.key, 'API_KEY_EXPIRED');
    await expectCode(rotated.data.key, null);
  });

  it('24 a grace period never outlives the old expiry, and the new key keeps that', async () => {
    const old = await world.makeKey(account.key, { expires_in_days: 1 });
    const rotated = await rotate(old.id, { grace_period_hours: 168 });
    expect(rotated.data.expires_at).toBe(old.expires_at);
    const longer = await world.makeKey(account.key, { expires_in_days: 1 });
    const renewed = await rotate(longer.id, { grace_period_hours: 168, expires_in_days: 30 });
    expect(renewed.data.expires_at).toBe(new Date(world.clock.nowMs + 30 * DAY_MS).toISOString());
    world.clock.nowMs += DAY_MS;
    await expectCode(old.key, 'API_KEY_EXPIRED');
    await expectCode(longer.key, 'API_KEY_EXPIRED');
    await expectCode(rotated.data.key, 'API_KEY_EXPIRED');
    await expectCode(renewed.data.key, null);
  });

  it('24 a key that has ended, or was rotated, is not rotated; nor is a strange grace taken', async () => {
    const revoked = await world.makeKey(account.key);
    await revoke(revoked.id);
    const expired = await world.makeKey(account.key, { expires_in_days: 1 });
    world.clock.nowMs += DAY_MS;
    for (const { id } of [revoked, expired]) {
      const answer = await rotate(id);
      expect([answer.status, answer.code]).toEqual([409, 'API_KEY_NOT_ACTIVE']);
    }
    const { id } = await world.makeKey(account.key);
    for (const hours of [-1, 169, 1.5, '24', null]) {
      expect((await rotate(id, { grace_period_hours: hours })).code).toBe('VALIDATION_ERROR');
    }
  });

  it('25 revoking twice answers the same', async () => {
    const { id } = await world.makeKey(account.key);
    const [first, second] = [await revoke(id), await revoke(id)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.data).toEqual({ revoked: true, key_id: id });
    expect(second.data).toEqual(first.data);
  });

  it('26 the key in use cannot be revoked by itself', async () => {
    const answer = await revoke(account.keyId);
    expect([answer.status, answer.code]).toEqual([400, 'CANNOT_REVOKE_CURRENT_KEY']);
    await expectCode(account.key, null);
  });

  it('27 the last admin key can neither lose admin nor gain an end', async () => {
    const alone = await world.signUp();
    for (const answer of [
      await change(alone.keyId, { scopes: ['read', 'write', 'delete'] }, alone.key),
      await rotate(alone.keyId, { expires_in_days: 30 }, alone.key),
    ]) {
      expect([answer.status, answer.code]).toEqual([409, 'LAST_ADMIN_KEY']);
    }
    await world.makeKey(alone.key, { scopes: ['admin'], expires_in_days: 365 });
    await world.makeKey(alone.key, { scopes: ['admin'], environment: 'test' });
    const still = await change(alone.keyId, { scopes: ['read'] }, alone.key);
    expect(still.code).toBe('LAST_ADMIN_KEY');
    expect((await world.call({ url: KEYS, key: alone.key })).status).toBe(200);
  });

  it('27 the last admin key can be rotated, and the one in its grace does not count', async () => {
    const alone = await world.signUp();
    const { data: next } = await rotate(alone.keyId, { grace_period_hours: 24 }, alone.key);
    const answer = await change(next.id, { scopes: ['read'] }, next.key);
    expect([answer.status, answer.code]).toEqual([409, 'LAST_ADMIN_KEY']);
    // A key in its grace ends with it: it isn't as wide as the one that took its place.
    expect((await revoke(next.id, alone.key)).code).toBe('INSUFFICIENT_PERMISSIONS');
  });

  it('27 of two admin keys that revoke or demote each other at once, one stays', async () => {
    for (let round = 0; round < 10; round += 1) {
      const first = await world.signUp();
      const second = await world.makeKey(first.key, { scopes: ['admin'] });
      const end = round % 2 === 0 ? revoke : (id: string, key: string) => change(id, { scopes: ['read'] }, key);
      const answers = await Promise.all([end(second.id, first.key), end(first.keyId, second.key)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const left = await Promise.all([first.key, second.key].map((key) => world.call({ url: KEYS, key })));
      expect(left.filter(({ status }) => status === 200)).toHaveLength(1);
    }
  });

  it('28 a revoked key stays listed, and its hash stays taken', async () => {
    const made = await world.makeKey(account.key, { name: 'Gone' });
    await revoke(made.id);
    const listed = await world.call({ url: `${KEYS}?per_page=100`, key: account.key });
    const found = listed.items.find(({ id }) => id === made.id);
    expect([found?.name, found?.is_active]).toEqual(['Gone', false]);
    expect(found?.revoked_at).toBe(new Date(world.clock.nowMs).toISOString());
    await expect(plant(made.key, 'Again')).rejects.toThrow(/same text|unique/i);
    await expectCode(made.key, 'API_KEY_DISABLED');
  });

  it('29 the keys of an organization that is switched off are refused within a second, and work again after', async () => {
    const { orgId, key } = await world.signUp();
    const sandbox = await world.makeKey(key, { environment: 'test' });
    const { storage } = world;
    const turn = (isActive: boolean): Promise<unknown> =>
      storage.write((tx) => storage.organizations.update(tx, orgId, { isActive }));
    for (const each of [key, sandbox.key]) await expectCode(each, null);
    await turn(false);
    for (const each of [key, sandbox.key]) await expectSoon(each, 403, 'ORGANIZATION_DISABLED');
    await turn(true);
    for (const each of [key, sandbox.key]) await expectSoon(each, 200, null);
  });

  it('30 a key that is made right after it was looked up in vain works at once', async () => {
    const key = createApiKey('live');
    await expectCode(key, 'INVALID_API_KEY');
    await plant(key, 'Late');
    await expectCode(key, null);
  });

  it('30 a look-up in vain that is under way while the key is made is not remembered either', async () => {
    const key = createApiKey('live');
    const release = lookups.hold(key);
    const early = world.probe(key);
    await lookups.reached();
    await plant(key, 'Late');
    release();
    expect((await early).code).toBe('INVALID_API_KEY');
    await expectCode(key, null);
  });

  it('31 whatever races its revocation, a revoked key is never revived', async () => {
    for (let round = 0; round < 10; round += 1) {
      const made = await world.makeKey(account.key);
      await Promise.all([
        ...Array.from({ length: 5 }, () => world.probe(made.key)),
        change(made.id, { name: 'Racing' }),
        rotate(made.id, { grace_period_hours: 168 }),
        revoke(made.id),
        change(made.id, { scopes: ['read'] }),
        ...Array.from({ length: 5 }, () => world.probe(made.key)),
      ]);
      await expectCode(made.key, 'API_KEY_DISABLED');
      world.clock.nowMs += 61_000;
      await expectCode(made.key, 'API_KEY_DISABLED');
      const found = await get(made.id);
      expect([found.is_active, found.revoked_at === null]).toEqual([false, false]);
      expect((await change(made.id, { name: 'Risen' })).code).toBe('API_KEY_NOT_ACTIVE');
    }
  });

  /** Asks until the answer is the expected one, for a second and what a busy machine adds to it. */
  async function expectSoon(key: string, status: number, code: string | null): Promise<void> {
    const expected = [status, code];
    await expect
      .poll(
        async () => {
          const answer = await world.probe(key);
          return [answer.status, answer.code];
        },
        { timeout: 5_000, interval: 50 },
      )
      .toEqual(expected);
  }

  /** Puts a key whose text is known into the store, behind the server's back. */
  async function plant(key: string, name: string): Promise<void> {
    const like = await world.storage.apiKeys.get(account.orgId, account.keyId);
    const id = createId('key', world.clock.nowMs);
    const record = { ...like, id, name, keyHash: hashApiKey(key) } as ApiKeyRecord;
    await world.storage.write((tx) => world.storage.apiKeys.create(tx, record));
  }
});
