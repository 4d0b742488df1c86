import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { createWorld, KEYS, MEMORIES, type Account, type World } from './world-fixture.js';

describeOnEveryEngine('abuse: rights of namespaces', (engine) => {
  let world: World;
  let account: Account;
  let narrow: string;
  const ids = { a: 'in-a', b: 'in-b', default: 'in-default' };

  beforeAll(async () => {
    world = await createWorld(engine);
    account = await world.signUp();
    const scopes = ['read', 'write', 'delete'];
    narrow = (await world.makeKey(account.key, { namespaces: ['a'], scopes })).key;
    for (const [namespace, id] of Object.entries(ids)) {
      await world.remember(account.key, { text: `lies in ${namespace}`, memory_id: id, namespace });
    }
  });
  afterAll(() => world.close());

  const as = (key: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<Answer> =>
    world.call({ method, url, key, ...(body === undefined ? {} : { body }) });

  it('35 a namespace that is named and not the key’s is 403, in every operation that names one', async () => {
    for (const answer of [
      await as(narrow, 'GET', `${MEMORIES}?namespace=b`),
      await as(narrow, 'GET', `${MEMORIES}/count?namespace=b`),
      await as(narrow, 'DELETE', `${MEMORIES}?confirm=true&namespace=b`),
      await as(narrow, 'POST', MEMORIES, { text: 'x', namespace: 'b' }),
      await as(narrow, 'POST', MEMORIES, { text: 'x' }),
      await as(narrow, 'POST', MEMORIES, { text: 'x', namespace: null }),
      await as(narrow, 'POST', '/v1/query', { context: 'x', namespace: 'b' }),
      await as(narrow, 'POST', '/v1/query', { context: 'x' }),
      await as(narrow, 'GET', `${MEMORIES}?namespace=A`),
      await as(narrow, 'GET', `${MEMORIES}?namespace=none`),
    ]) {
      expect([answer.status, answer.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
      expect(answer.text).not.toContain('lies in');
    }
  });

  it('35 where none is named, all of the key’s are meant and no other', async () => {
    const listed = await as(narrow, 'GET', MEMORIES);
    expect([listed.items.map(({ id }) => id), listed.pagination.total]).toEqual([[ids.a], 1]);
    expect((await as(narrow, 'GET', `${MEMORIES}/count`)).data.count).toBe(1);
    const found = await as(narrow, 'POST', '/v1/query', { context: 'lies in', namespace: 'a', relevance_threshold: 0 });
    expect(found.data.memories.map(({ id }) => id)).toEqual([ids.a]);
    await world.remember(narrow, { text: 'another', namespace: 'a' });
    expect((await as(narrow, 'DELETE', `${MEMORIES}?confirm=true`)).data.count).toBe(2);
    const left = await as(account.key, 'GET', MEMORIES);
    expect(left.items.map(({ id }) => id).toSorted()).toEqual([ids.b, ids.default]);
  });

  it('35 an id outside the key’s namespaces cannot be taken, nor told from one that is taken inside', async () => {
    const taken = await as(narrow, 'POST', MEMORIES, { text: 'x', namespace: 'a', memory_id: ids.b });
    expect([201, 409]).toContain(taken.status);
    expect(taken.text).not.toContain('lies in');
    const kept = await as(account.key, 'GET', `${MEMORIES}/${ids.b}`);
    expect([kept.data.text, kept.data.namespace]).toEqual(['lies in b', 'b']);
  });

  it('35 what a key with namespaces rotates into has the same ones', async () => {
    const made = await world.makeKey(account.key, { namespaces: ['a', 'c'] });
    const rotated = await as(account.key, 'POST', `${KEYS}/${made.id}/rotate`, {});
    expect((await as(rotated.data.key, 'GET', `${MEMORIES}?namespace=b`)).status).toBe(403);
    expect((await as(rotated.data.key, 'GET', `${MEMORIES}?namespace=c`)).status).toBe(200);
  });

  it('35 an answer is replayed only to a key that may still see what it tells of', async () => {
    const headers = { 'idempotency-key': 'once-in-b' };
    const request = { method: 'POST' as const, url: MEMORIES, body: { text: 'kept in b', namespace: 'b' }, headers };
    const first = await world.call({ ...request, key: account.key });
    expect(first.status).toBe(201);
    const replay = await world.call({ ...request, key: narrow });
    expect(replay.status).toBe(403);
    expect(replay.text).not.toContain(first.data.id);
    const reader = await world.makeKey(account.key, { scopes: ['read'] });
    expect((await world.call({ ...request, key: reader.key })).code).toBe('INSUFFICIENT_PERMISSIONS');
    const wide = await world.makeKey(account.key, { scopes: ['write'] });
    const again = await world.call({ ...request, key: wide.key });
    expect([again.status, again.headers['idempotency-replayed'], again.data.id]).toEqual([201, 'true', first.data.id]);
  });

  it('35 the count of a delete-all is not replayed to a key that reaches less', async () => {
    const headers = { 'idempotency-key': 'clear-once' };
    const request = { method: 'DELETE' as const, url: `${MEMORIES}?confirm=true`, headers };
    const first = await world.call({ ...request, key: account.key });
    expect(first.data.count).toBeGreaterThan(1);
    await world.remember(account.key, { text: 'later', namespace: 'a' });
    const narrowed = await world.call({ ...request, key: narrow });
    expect(narrowed.headers['idempotency-replayed']).toBeUndefined();
    expect([narrowed.status, narrowed.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await world.call({ url: `${MEMORIES}/count?namespace=a`, key: narrow })).data.count).toBe(1);
  });

  it('35 an answer with a key in it is shown again only to the key that asked for it', async () => {
    const headers = { 'idempotency-key': 'make-once' };
    const request = { method: 'POST' as const, url: KEYS, body: { name: 'Once' }, headers };
    const first = await world.call({ ...request, key: account.key });
    const again = await world.call({ ...request, key: account.key });
    expect([again.status, again.data.key, again.headers['cache-control']]).toEqual([201, first.data.key, 'no-store']);
    const other = await world.makeKey(account.key, { scopes: ['admin'] });
    const replay = await world.call({ ...request, key: other.key });
    expect([replay.status, replay.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(replay.text).not.toContain(first.data.key.slice(9));
  });
});
