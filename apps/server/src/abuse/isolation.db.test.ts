import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { toComparable } from './same-answer-fixture.js';
import { findLeaks, storeInEach, toTenants, type TenantKey } from './tenants-fixture.js';
import { createWorld, KEYS, MEMORIES, type Account, type World } from './world-fixture.js';

const RUNS = process.env['SOAK'] === '1' ? 300 : 12;

describeOnEveryEngine('abuse: isolation', (engine) => {
  let world: World;
  let account: Account;
  let foreign: Account;

  beforeAll(async () => {
    world = await createWorld(engine, { config: { signupsPerHour: 100_000 } });
    account = await world.signUp();
    foreign = await world.signUp();
  });
  afterAll(() => world.close());

  /** What each operation on one object answers, without the ids. */
  async function askForAll(url: string, key: string, ids: readonly string[], bodies: object[]): Promise<string[]> {
    const calls = [
      { url, key },
      { method: 'DELETE' as const, url, key },
      ...bodies.map((body) => ({ method: 'PUT' as const, url, key, body })),
      ...bodies.map((body) => ({ method: 'PATCH' as const, url, key, body })),
      ...(url.startsWith(KEYS) ? [{ method: 'POST' as const, url: `${url}/rotate`, key, body: {} }] : []),
    ];
    const answers: string[] = [];
    for (const call of calls) answers.push(toComparable(await world.call(call), ids));
    return answers;
  }

  it("41 another organization's key id is answered as a missing one, byte for byte", async () => {
    const theirs = await world.makeKey(foreign.key);
    const missing = theirs.id.replace(/.{4}$/, 'zzzz');
    const ids = [theirs.id, missing];
    const bodies = [{ name: 'mine' }, { scopes: ['admin', 'operator'] }];
    const ofTheirs = await askForAll(`${KEYS}/${theirs.id}`, account.key, ids, bodies);
    expect(ofTheirs).toEqual(await askForAll(`${KEYS}/${missing}`, account.key, ids, bodies));
    expect(ofTheirs[0]).toContain('API_KEY_NOT_FOUND');
    expect((await world.probe(theirs.key)).status).toBe(200);
  });

  it('41 a memory of another organization, environment or namespace, a deleted and an expired one are missing', async () => {
    const missing = 'mem_00000000000000000000000000';
    const sandbox = await world.makeKey(account.key, { environment: 'test' });
    const narrow = await world.makeKey(account.key, { namespaces: ['a'], scopes: ['read', 'write', 'delete'] });
    const text = { text: 'kept from others' };
    const deleted = await world.remember(account.key, text);
    await world.call({ method: 'DELETE', url: `${MEMORIES}/${deleted.id}`, key: account.key });
    const expired = await world.remember(account.key, { ...text, expires_in_days: 1 });
    world.clock.nowMs += 86_400_000;
    const cases: [string, string][] = [
      [(await world.remember(foreign.key, text)).id, account.key],
      [(await world.remember(sandbox.key, text)).id, account.key],
      [(await world.remember(account.key, { ...text, namespace: 'b' })).id, narrow.key],
      [deleted.id, account.key],
      [expired.id, account.key],
    ];
    for (const [id, key] of cases) {
      const ids = [id, missing];
      const bodies = [{ text: 'changed' }, { metadata: { a: 1 } }];
      const ofHidden = await askForAll(`${MEMORIES}/${id}`, key, ids, bodies);
      expect(ofHidden).toEqual(await askForAll(`${MEMORIES}/${missing}`, key, ids, bodies));
      expect(ofHidden[0]).toContain('MEMORY_NOT_FOUND');
      expect(ofHidden.join()).not.toContain('kept from others');
    }
  });

  it('41 an If-Match on a hidden memory tells nothing of its version', async () => {
    const theirs = await world.remember(foreign.key, { text: 'kept' });
    for (const etag of ['*', '"1"', '"2"']) {
      const url = `${MEMORIES}/${theirs.id}`;
      const answer = await world.call({
        method: 'PUT',
        url,
        key: account.key,
        body: { text: 'x' },
        headers: { 'if-match': etag },
      });
      expect([etag, answer.status]).toEqual([etag, 404]);
    }
  });

  it("41 a memory id that another organization or environment uses is free for one's own", async () => {
    const sandbox = await world.makeKey(account.key, { environment: 'test' });
    for (const key of [account.key, foreign.key, sandbox.key]) {
      const made = await world.remember(key, { text: 'mine', memory_id: 'one-id-for-all' });
      expect([made.id, made.version]).toEqual(['one-id-for-all', 1]);
    }
    const again = await world.call({
      method: 'POST',
      url: MEMORIES,
      key: account.key,
      body: { text: 'mine', memory_id: 'one-id-for-all' },
    });
    expect(again.code).toBe('MEMORY_ID_EXISTS');
  });

  interface Step {
    readonly tenant: number;
    readonly kind: 'create' | 'update' | 'delete' | 'clear' | 'replay';
    readonly id: string;
    readonly namespace: string;
  }

  const step: fc.Arbitrary<Step> = fc.record({
    tenant: fc.nat(5),
    kind: fc.constantFrom('create', 'create', 'create', 'update', 'delete', 'clear', 'replay'),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    namespace: fc.constantFrom('default', 'shared'),
  });

  async function play(tenant: TenantKey, { kind, id, namespace }: Step): Promise<Answer> {
    const { key, mark } = tenant;
    const text = `${mark} ${id}`;
    switch (kind) {
      case 'update':
        return world.call({ method: 'PUT', url: `${MEMORIES}/${id}`, key, body: { text } });
      case 'delete':
        return world.call({ method: 'DELETE', url: `${MEMORIES}/${id}`, key });
      case 'clear':
        return world.call({ method: 'DELETE', url: `${MEMORIES}?confirm=true&namespace=${namespace}`, key });
      case 'replay':
        return world.call({
          method: 'POST',
          url: MEMORIES,
          key,
          body: { text: `${mark} once`, namespace },
          headers: { 'idempotency-key': `same-for-all-${namespace}` },
        });
      default:
        return world.call({ method: 'POST', url: MEMORIES, key, body: { text, memory_id: id, namespace } });
    }
  }

  it('42 43 lists, counts, queries and replays of three organizations and two environments never mix', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const tenants = await toTenants(world);
        for (const each of steps) {
          const tenant = tenants[each.tenant];
          if (tenant === undefined) continue;
          const answer = await play(tenant, each);
          // Whatever was answered speaks of this tenant alone.
          for (const other of tenants) if (other !== tenant) expect(answer.text).not.toContain(other.mark);
        }
        expect(await findLeaks(world, tenants)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('42 what one organization deletes, another keeps', async () => {
    const tenants = await toTenants(world);
    await storeInEach(world, tenants);
    const [first, ...others] = tenants;
    const cleared = await world.call({ method: 'DELETE', url: `${MEMORIES}?confirm=true`, key: first?.key ?? '' });
    expect(cleared.data.count).toBe(2);
    for (const { key } of others) {
      expect((await world.call({ url: `${MEMORIES}/count`, key })).data.count).toBe(2);
    }
    expect(await findLeaks(world, others)).toEqual([]);
  });

  it('43 a live key of the same organization finds nothing of the sandbox, however it asks', async () => {
    const { key } = await world.signUp();
    const sandbox = await world.makeKey(key, { environment: 'test', scopes: ['admin'] });
    const { id } = await world.remember(sandbox.key, { text: 'the sandbox drinks tea', metadata: { drink: 'tea' } });
    const filter = encodeURIComponent('{"drink":"tea"}');
    for (const url of [MEMORIES, `${MEMORIES}?metadata_filter=${filter}`, `${MEMORIES}?namespace=default`]) {
      expect((await world.call({ url, key })).items).toEqual([]);
    }
    const body = { context: 'the sandbox drinks tea', relevance_threshold: 0 };
    const found = await world.call({ method: 'POST', url: '/v1/query', key, body });
    expect([found.status, found.data.memories, found.data.total_memories_searched]).toEqual([200, [], 0]);
    const own = await world.call({ method: 'POST', url: '/v1/query', key: sandbox.key, body });
    expect(own.data.memories.map((memory) => memory.id)).toEqual([id]);
  });

  it("44 an idempotency key is one organization's and environment's own", async () => {
    const tenants = await toTenants(world);
    const headers = { 'idempotency-key': 'order-4711' };
    const ids = new Set<string>();
    for (const { key } of tenants) {
      const first = await world.call({ method: 'POST', url: MEMORIES, key, body: { text: 'same' }, headers });
      const second = await world.call({ method: 'POST', url: MEMORIES, key, body: { text: 'same' }, headers });
      expect([first.status, first.headers['idempotency-replayed']]).toEqual([201, undefined]);
      expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, 'true']);
      expect(second.data).toEqual(first.data);
      ids.add(first.data.id);
    }
    expect(ids.size).toBe(tenants.length);
  });
});
