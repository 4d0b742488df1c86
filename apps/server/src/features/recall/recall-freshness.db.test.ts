import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createWorld, MEMORIES, type World } from '../../abuse/world-fixture.js';

// A thousand steps in the soak test; a hundred and fifty find the same mistakes in seconds.
const STEPS = process.env['SOAK'] === '1' ? 1000 : 150;
const NAMESPACES = ['default', 'user:1'];
const FOREVER_MS = Number.POSITIVE_INFINITY;

interface Expected {
  text: string;
  expiresAtMs: number;
}

/** A tenant's memories as they should be, by namespace and id. */
interface Shadow {
  readonly key: string;
  readonly memories: ReadonlyMap<string, Map<string, Expected>>;
}

describeOnEveryEngine('queries after writes', (engine) => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld(engine);
  });
  afterAll(() => world.close());

  async function createShadows(): Promise<readonly Shadow[]> {
    const { key } = await world.signUp();
    const sandbox = await world.makeKey(key, { environment: 'test', scopes: ['read', 'write', 'delete'] });
    const stranger = await world.signUp();
    return [key, sandbox.key, stranger.key].map((one) => ({
      key: one,
      memories: new Map(NAMESPACES.map((namespace) => [namespace, new Map<string, Expected>()])),
    }));
  }

  function liveOf(memories: Map<string, Expected>): string[] {
    return [...memories]
      .filter(([, { expiresAtMs }]) => expiresAtMs > world.clock.nowMs)
      .map(([id, { text }]) => `${id}: ${text}`)
      .toSorted();
  }

  async function found({ key }: Shadow, namespace: string): Promise<string[]> {
    const body = { context: 'fact', namespace, relevance_threshold: 0, max_memories: 100 };
    const { data } = await world.call({ method: 'POST', url: '/v1/query', key, body });
    expect(data.total_memories_searched).toBe(data.memories.length);
    return data.memories.map(({ id, text }) => `${id}: ${text}`).toSorted();
  }

  async function write(
    { key }: Shadow,
    namespace: string,
    memories: Map<string, Expected>,
    step: number,
  ): Promise<void> {
    const id = `m${Math.floor(Math.random() * 12)}-${namespace === 'default' ? 'd' : 'u'}`;
    const text = `fact ${step}`;
    const expected = memories.get(id);
    const isLive = expected !== undefined && expected.expiresAtMs > world.clock.nowMs;
    const draw = Math.random();
    if (draw < 0.05) {
      await world.call({ method: 'DELETE', url: `${MEMORIES}?confirm=true&namespace=${namespace}`, key });
      memories.clear();
    } else if (!isLive) {
      const expiresAtMs = draw < 0.4 ? world.clock.nowMs + 1 + Math.floor(Math.random() * 20) : FOREVER_MS;
      const expiry = expiresAtMs === FOREVER_MS ? {} : { expires_at: new Date(expiresAtMs).toISOString() };
      await world.remember(key, { text, namespace, memory_id: id, ...expiry });
      memories.set(id, { text, expiresAtMs });
    } else if (draw < 0.6) {
      await world.call({ method: 'DELETE', url: `${MEMORIES}/${id}`, key });
      memories.delete(id);
    } else {
      await world.call({ method: 'PUT', url: `${MEMORIES}/${id}`, key, body: { text } });
      expected.text = text;
    }
  }

  it('find exactly what each tenant has in the namespace, after every single write, change, delete and expiry', async () => {
    const shadows = await createShadows();
    for (let step = 0; step < STEPS; step++) {
      const shadow = shadows[Math.floor(Math.random() * shadows.length)] ?? shadows[0];
      const namespace = NAMESPACES[Math.floor(Math.random() * NAMESPACES.length)] ?? 'default';
      const memories = shadow?.memories.get(namespace);
      if (shadow === undefined || memories === undefined) continue;
      await write(shadow, namespace, memories, step);
      world.clock.nowMs += Math.floor(Math.random() * 5);
      expect(await found(shadow, namespace), `step ${step}`).toEqual(liveOf(memories));
    }
    for (const shadow of shadows) {
      for (const [namespace, memories] of shadow.memories) {
        expect(await found(shadow, namespace)).toEqual(liveOf(memories));
      }
    }
  }, 120_000);
});
