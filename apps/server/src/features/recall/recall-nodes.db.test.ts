import { invariant } from '@memory-api/contract';
import { queryPostgres } from '@memory-api/storage/conformance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNodes, describeNodes, type Nodes } from '../../abuse/nodes-fixture.js';
import { MEMORIES, type Account, type World } from '../../abuse/world-fixture.js';

// Ten thousand in the soak test.
const STEPS = process.env['SOAK'] === '1' ? 10_000 : 1000;
const NAMESPACES = ['default', 'user:1', 'user:2'];
const IDS = 12;
const DAY_MS = 86_400_000;

/** What a namespace should hold: texts by id, with the moment at which each is over. */
type Shadow = Map<string, { readonly text: string; readonly endsAtMs: number }>;

describeNodes('recall on two nodes of one database', () => {
  let nodes: Nodes;
  let account: Account;
  let nowMs: number;
  const shadows = new Map<string, Shadow>(NAMESPACES.map((name) => [name, new Map()]));
  let backup: ReadonlyMap<string, Shadow> | null = null;

  beforeAll(async () => {
    nodes = await createNodes(2, { config: { signupsPerHour: 100_000 } });
    account = await pick(0).signUp();
    nowMs = pick(0).clock.nowMs;
  });
  afterAll(() => nodes.close());

  function pick(place: number): World {
    const world = nodes.worlds[place];
    invariant(world !== undefined, 'there are two nodes');
    return world;
  }

  function shadowOf(namespace: string): Shadow {
    const shadow = shadows.get(namespace);
    invariant(shadow !== undefined, 'every namespace has its shadow');
    return shadow;
  }

  function passTime(byMs: number): void {
    nowMs += byMs;
    for (const world of nodes.worlds) world.clock.nowMs = nowMs;
  }

  async function expectSame(world: World, namespace: string): Promise<void> {
    const body = { context: 'a fact', namespace, relevance_threshold: 0, max_memories: 100 };
    const { data } = await world.call({ method: 'POST', url: '/v1/query', key: account.key, body });
    const found = data.memories.map(({ id, text }: { id: string; text: string }) => `${id}: ${text}`).toSorted();
    const expected = [...shadowOf(namespace)].filter(([, { endsAtMs }]) => endsAtMs > nowMs);
    expect(found).toEqual(expected.map(([id, { text }]) => `${id}: ${text}`).toSorted());
  }

  async function write(world: World, namespace: string, step: number): Promise<void> {
    const shadow = shadowOf(namespace);
    const id = `${namespace.replace(':', '-')}-${Math.floor(Math.random() * IDS)}`;
    const seen = shadow.get(id);
    const isLive = seen !== undefined && seen.endsAtMs > nowMs;
    const { key } = account;
    const text = `fact ${step}`;
    if (isLive && Math.random() < 0.4) {
      await world.call({ method: 'DELETE', url: `${MEMORIES}/${id}`, key });
      shadow.delete(id);
    } else if (isLive) {
      await world.call({ method: 'PUT', url: `${MEMORIES}/${id}`, key, body: { text } });
      shadow.set(id, { ...seen, text });
    } else {
      const isShort = Math.random() < 0.2;
      const endsAtMs = isShort ? nowMs + 1000 : Number.POSITIVE_INFINITY;
      const end = isShort ? { expires_at: new Date(endsAtMs).toISOString() } : {};
      await world.remember(key, { memory_id: id, text, namespace, ...end });
      shadow.set(id, { text, endsAtMs });
    }
  }

  async function empty(world: World, namespace: string): Promise<void> {
    const url = `${MEMORIES}?confirm=true&namespace=${encodeURIComponent(namespace)}`;
    await world.call({ method: 'DELETE', url, key: account.key });
    shadowOf(namespace).clear();
  }

  /** Until nothing is left to do: tombstones go for good, and a namespace without rows is forgotten. */
  async function sweep({ storage }: World): Promise<void> {
    while ((await storage.retention.sweep({ nowMs, retentionMs: 0, limit: 50 })).more);
  }

  const TABLES = ['namespaces', 'memories', 'memory_versions'];

  /** What a dump and its return come to: the rows of then, and new epochs. */
  async function restore({ storage }: World): Promise<void> {
    if (backup === null) {
      const copies = TABLES.map((table) => `create table kept_${table} as table ${table};`);
      await queryPostgres(nodes.databaseUrl, copies.join('\n'));
      backup = new Map([...shadows].map(([name, shadow]) => [name, new Map(shadow)]));
      return;
    }
    const returns = TABLES.map((table) => `delete from ${table}; insert into ${table} table kept_${table};`);
    const drops = TABLES.map((table) => `drop table kept_${table};`);
    await queryPostgres(nodes.databaseUrl, `begin; ${[...returns, ...drops].join('\n')} commit;`);
    await storage.write((tx) => storage.retention.renewEpochs(tx));
    for (const [name, shadow] of backup) shadows.set(name, new Map(shadow));
    backup = null;
  }

  async function act(world: World, namespace: string, step: number): Promise<void> {
    const dice = Math.random();
    if (dice < 0.03) await empty(world, namespace);
    else if (dice < 0.06) await sweep(world);
    else if (dice < 0.08) await restore(world);
    else if (dice < 0.12) passTime(Math.random() < 0.5 ? 1000 : DAY_MS);
    else await write(world, namespace, step);
  }

  it(`each of ${STEPS} changes through one is found by the next query through the other`, async () => {
    for (let step = 0; step < STEPS; step += 1) {
      const writer = step % 2;
      const namespace = NAMESPACES[Math.floor(Math.random() * NAMESPACES.length)] ?? 'default';
      await act(pick(writer), namespace, step);
      await expectSame(pick(1 - writer), namespace);
    }
  }, 600_000);
});
