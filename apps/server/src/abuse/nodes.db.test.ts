import { invariant } from '@memory-api/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from './answer-fixture.js';
import { createNodes, describeNodes, type Nodes } from './nodes-fixture.js';
import { KEYS, type World } from './world-fixture.js';

// A second is what the contract promises of other nodes (section 1.4), two are what a busy machine adds.
const NOTICED_MS = 3000;

describeNodes('abuse: three nodes on one database, and no Redis', () => {
  let nodes: Nodes;
  let here: World;
  let others: readonly World[];

  beforeAll(async () => {
    nodes = await createNodes(3, { config: { signupsPerHour: 100_000 } });
    const [first, ...rest] = nodes.worlds;
    invariant(first !== undefined, 'three nodes were started');
    here = first;
    others = rest;
  });
  afterAll(() => nodes.close());

  /** Every node knows the key from here on: it lies in each one's cache. */
  async function useEverywhere(key: string): Promise<void> {
    for (const world of nodes.worlds) expect((await world.probe(key)).status).toBe(200);
  }

  async function expectEverywhereSoon(
    status: number,
    code: string | null,
    ask: (world: World) => Promise<Pick<Answer, 'status' | 'code'>>,
  ): Promise<void> {
    const askOne = async (world: World) => {
      const answer = await ask(world);
      return [answer.status, answer.code];
    };
    for (const world of nodes.worlds) {
      await expect.poll(() => askOne(world), { timeout: NOTICED_MS, interval: 20 }).toEqual([status, code]);
    }
  }

  it('18 a key that is revoked on one node is refused there at once, and on every other within a second', async () => {
    const { key } = await here.signUp();
    const { id, key: second } = await here.makeKey(key);
    await useEverywhere(second);
    await here.call({ method: 'DELETE', url: `${KEYS}/${id}`, key });
    expect((await here.probe(second)).code).toBe('API_KEY_DISABLED');
    await expectEverywhereSoon(401, 'API_KEY_DISABLED', (world) => world.probe(second));
  });

  it('18 a key that is made on one node works on every other at once', async () => {
    const { key } = await here.signUp();
    const { key: second } = await here.makeKey(key);
    for (const world of others) expect((await world.probe(second)).status).toBe(200);
  });

  it('18 a scope that is taken away on one node is gone on every other within a second', async () => {
    const { key } = await here.signUp();
    const { id, key: second } = await here.makeKey(key, { scopes: ['read', 'write'] });
    await useEverywhere(second);
    await here.call({ method: 'PATCH', url: `${KEYS}/${id}`, key, body: { scopes: ['read'] } });
    await expectEverywhereSoon(403, 'INSUFFICIENT_PERMISSIONS', (world) =>
      world.call({ method: 'POST', url: '/v1/memories', key: second, body: { text: 'a fact' } }),
    );
  });

  it('19 without Redis, the one number that each node polls is enough: a rotated key ends everywhere', async () => {
    const { key } = await here.signUp();
    const { id, key: old } = await here.makeKey(key);
    await useEverywhere(old);
    const body = { grace_period_hours: 0 };
    await here.call({ method: 'POST', url: `${KEYS}/${id}/rotate`, key, body });
    await expectEverywhereSoon(401, 'API_KEY_EXPIRED', (world) => world.probe(old));
  });

  it('29 an organization that is switched off and on again on one node is so on every other', async () => {
    const { orgId, key } = await here.signUp();
    const turn = (isActive: boolean) =>
      here.call({
        method: 'PATCH',
        url: `/v1/operator/organizations/${orgId}`,
        key: here.ownerKey,
        body: { is_active: isActive },
      });
    await useEverywhere(key);
    expect((await turn(false)).status).toBe(200);
    expect(await here.probe(key)).toMatchObject({ code: 'ORGANIZATION_DISABLED' });
    await expectEverywhereSoon(403, 'ORGANIZATION_DISABLED', (world) => world.probe(key));
    await turn(true);
    await expectEverywhereSoon(200, null, (world) => world.probe(key));
  });

  it('of two nodes that revoke the last two keys with admin at once, one is told no', async () => {
    const { key, keyId } = await here.signUp();
    const second = await here.makeKey(key, { scopes: ['read', 'write', 'delete', 'admin'] });
    const [other] = others;
    invariant(other !== undefined, 'three nodes were started');
    const answers = await Promise.all([
      here.call({ method: 'DELETE', url: `${KEYS}/${second.id}`, key }),
      other.call({ method: 'DELETE', url: `${KEYS}/${keyId}`, key: second.key }),
    ]);
    const codes = answers.map(({ status, code }) => (status === 200 ? 'revoked' : code)).toSorted();
    expect(codes[1]).toBe('revoked');
    expect(['API_KEY_DISABLED', 'LAST_ADMIN_KEY']).toContain(codes[0]);
  });

  it('one Idempotency-Key sent to three nodes at once has one effect', async () => {
    const { key } = await here.signUp();
    const headers = { 'idempotency-key': 'once' };
    const send = (world: World) =>
      world.call({ method: 'POST', url: '/v1/memories', key, headers, body: { text: 'told once' } });
    const answers = await Promise.all(nodes.worlds.map(send));
    expect(answers.every(({ status, code }) => status === 201 || code === 'IDEMPOTENCY_IN_PROGRESS')).toBe(true);
    const { data } = await here.call({ url: '/v1/memories/count', key });
    expect(data.count).toBe(1);
    const replayed = await send(here);
    expect([replayed.status, replayed.headers['idempotency-replayed']]).toEqual([201, 'true']);
  });
});
