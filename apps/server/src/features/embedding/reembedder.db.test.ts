import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage, Tenant } from '@memory-api/storage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import type { TestStore } from '../../testing/open-test-store.js';
import { createRecall, type Recall } from '../recall/recall.js';
import { createNamespaceEmbedder, type NamespaceEmbedder } from './namespace-embedder.js';
import { openEmbedders, type Embedders } from './open-embedders.js';
import { createReembedder, type Reembedder } from './reembedder.js';
import { createWordEmbedder, type WordEmbedder } from './word-embedder-fixture.js';

const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z');
const A: Tenant = { orgId: 'org_a', environment: 'live' };
const B: Tenant = { orgId: 'org_b', environment: 'test' };
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const SIGNAL = new AbortController().signal;
const WAIT = { timeout: 20_000, interval: 10 };

/** A node: its embedders, and what works with them. */
interface Node {
  readonly embedders: Embedders;
  readonly embedder: NamespaceEmbedder;
  readonly recall: Recall;
  readonly reembedder: Reembedder;
}

describeOnEveryEngine('a change of the embedder', (engine) => {
  let dataDir: string;
  let store: TestStore;
  let storage: Storage;
  let old: WordEmbedder;
  let next: WordEmbedder;
  const nodes: Node[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'memory-api-reembedding-'));
    store = await engine.open(dataDir, QUIET);
    storage = store.storage;
    old = createWordEmbedder('old', 64, { feline: 'cat' });
    next = createWordEmbedder('next', 96, { canine: 'dog' });
  });
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map(stop));
    await storage.close();
    await store.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(current: WordEmbedder, ...earlier: readonly WordEmbedder[]): Promise<Node> {
    const makers = earlier.map((one) => ({ makes: (name: string) => name === one.model, open: async () => one }));
    const embedders = await openEmbedders({ storage, current, earlier: makers });
    const embedder = createNamespaceEmbedder({ embedders, storage, logger: QUIET });
    const { source } = store;
    const recall = createRecall({ embedder, source, budgetBytes: 1e8, workers: 1, logger: QUIET });
    const reembedder = createReembedder({ storage, embedders, now: Date.now, logger: QUIET, intervalMs: 20 });
    const node = { embedders, embedder, recall, reembedder };
    nodes.push(node);
    return node;
  }

  async function stop(node: Node): Promise<void> {
    await node.reembedder.close();
    await node.recall.close();
    if (nodes.includes(node)) nodes.splice(nodes.indexOf(node), 1);
  }

  async function keep(node: Node, tenant: Tenant, namespace: string, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const { vectors } = await node.embedder.embedText({ tenant, namespace, signal: SIGNAL }, text);
      const times = { sessionId: null, occurredAtMs: null, expiresAtMs: null, keyId: null, nowMs: NOW_MS };
      const memory = {
        ...times,
        id: `${namespace} ${text}`.replaceAll(/\W/g, '_'),
        namespace,
        text,
        metadata: {},
        vectors,
      };
      await storage.write((tx) => storage.memories.create(tx, tenant, null, memory));
    }
  }

  async function ask(node: Node, tenant: Tenant, namespace: string, text: string): Promise<string | undefined> {
    const rest = {
      maxMemories: 5,
      threshold: 0,
      filter: undefined,
      nowMs: NOW_MS,
      referenceMs: NOW_MS,
      explain: false,
    };
    const { hits } = await node.recall.query(tenant, namespace, { text, ...rest }, SIGNAL);
    return hits[0]?.memory.text;
  }

  const done = (node: Node) =>
    vi.waitFor(async () => {
      expect(await storage.embedding.progress(node.embedders.current.model)).toMatchObject({ namespacesLeft: 0 });
      expect(node.reembedder.state().status).toBe('idle');
    }, WAIT);

  const PETS = ['my cat sleeps', 'my dog barks', 'a house is red', 'water boils', 'birds sing'];

  it('brings every namespace of every tenant to the new model, and asks it from then on', async () => {
    const before = await start(old);
    for (const tenant of [A, B]) for (const name of ['x', 'y']) await keep(before, tenant, name, ...PETS);
    await stop(before);
    const node = await start(next, old);
    await done(node);
    expect(node.reembedder.state()).toMatchObject({ embedded: 20, memoriesLeft: 0 });
    for (const tenant of [A, B])
      for (const name of ['x', 'y']) expect(await ask(node, tenant, name, 'canine')).toBe(PETS[1]);
    expect(old.asked.questions).toEqual([]);
    expect(node.embedders.mayDiffer).toBe(false);
  });

  it('answers by the vectors of before until those of after are whole, and finds what is written meanwhile', async () => {
    const before = await start(old);
    await keep(before, A, 'x', ...PETS);
    await stop(before);
    next.textsAllowed = 2;
    const node = await start(next, old);
    await vi.waitFor(() => expect(node.reembedder.state()).toMatchObject({ embedded: 2, memoriesLeft: 3 }), WAIT);
    expect(await ask(node, A, 'x', 'feline')).toBe(PETS[0]);
    expect(next.asked.questions).toEqual([]);
    next.textsAllowed = 3;
    await keep(node, A, 'x', 'kitten and cat play');
    await storage.write((tx) =>
      storage.memories.delete(tx, A, null, 'x_my_cat_sleeps', { keyId: null, nowMs: NOW_MS }),
    );
    expect(await ask(node, A, 'x', 'feline')).toBe('kitten and cat play');
    next.textsAllowed = Number.POSITIVE_INFINITY;
    await done(node);
    expect(await ask(node, A, 'x', 'canine')).toBe(PETS[1]);
    expect(await ask(node, A, 'x', 'kitten')).toBe('kitten and cat play');
  });

  it('answers by words where nobody has the embedder of before, from the first query on', async () => {
    const before = await start(old);
    await keep(before, A, 'x', ...PETS);
    await stop(before);
    next.textsAllowed = 0;
    const node = await start(next);
    expect(await ask(node, A, 'x', 'which house is red?')).toBe(PETS[2]);
    next.textsAllowed = 1;
    await keep(node, A, 'x', 'the piano is out of tune');
    expect(await ask(node, A, 'x', 'which piano?')).toBe('the piano is out of tune');
    expect([...old.asked.questions, ...next.asked.questions]).toEqual([]);
    next.textsAllowed = Number.POSITIVE_INFINITY;
    await done(node);
    expect(await ask(node, A, 'x', 'canine')).toBe(PETS[1]);
  });

  it('waits for an embedder that fails, refuses writes meanwhile, and goes on by itself', async () => {
    const before = await start(old);
    await keep(before, A, 'x', ...PETS);
    await stop(before);
    next.isDown = true;
    const node = await start(next, old);
    await vi.waitFor(() => expect(node.reembedder.state().status).toBe('waiting'), WAIT);
    await expect(keep(node, A, 'x', 'new')).rejects.toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', status: 503 });
    expect(await ask(node, A, 'x', 'feline')).toBe(PETS[0]);
    next.isDown = false;
    await done(node);
    expect(await storage.memories.count(A, null, {}, NOW_MS)).toBe(5);
  });

  it('is given up in the middle when the old embedder is set again, and taken up later', async () => {
    const before = await start(old);
    await keep(before, A, 'x', ...PETS);
    await stop(before);
    next.textsAllowed = 2;
    const half = await start(next, old);
    await vi.waitFor(() => expect(half.reembedder.state().embedded).toBe(2), WAIT);
    await stop(half);
    await expireLeases();
    const textsBefore = old.asked.texts.length;
    const back = await start(old, next);
    await done(back);
    expect(old.asked.texts.length).toBe(textsBefore);
    expect(await ask(back, A, 'x', 'feline')).toBe(PETS[0]);
    await stop(back);
    next.textsAllowed = Number.POSITIVE_INFINITY;
    const again = await start(next, old);
    await done(again);
    expect(await ask(again, A, 'x', 'canine')).toBe(PETS[1]);
  });

  it('goes on behind what was done before it was interrupted', async () => {
    const before = await start(old);
    await keep(before, A, 'x', ...PETS);
    await stop(before);
    next.textsAllowed = 4;
    const half = await start(next, old);
    await vi.waitFor(() => expect(half.reembedder.state().embedded).toBe(4), WAIT);
    await stop(half);
    await expireLeases();
    next.textsAllowed = Number.POSITIVE_INFINITY;
    await done(await start(next, old));
    expect(next.asked.texts.toSorted()).toEqual(PETS.toSorted());
  });

  it('is decided by the node that was started last, and no node works against it', async () => {
    const first = await start(old);
    await keep(first, A, 'x', ...PETS);
    const second = await start(next);
    await done(second);
    await vi.waitFor(() => expect(first.reembedder.state().status).toBe('elsewhere'), WAIT);
    // The first has no embedder of the new model: it finds by words, and what it writes gets its vectors elsewhere.
    expect(await ask(first, A, 'x', 'which house is red?')).toBe(PETS[2]);
    await keep(first, A, 'x', 'a canine howls');
    expect(await ask(first, A, 'x', 'who howls?')).toBe('a canine howls');
    await done(second);
    await vi.waitFor(async () => expect(await ask(second, A, 'x', 'dog howls')).toBe('a canine howls'), WAIT);
    expect((await storage.embedding.modelsOf(A, 'x'))?.model).toBe(second.embedders.current.model.number);
    expect(await storage.embedding.target()).toBe('next');
  });

  /** What was interrupted on a node of PostgreSQL waits for its lease, which is longer than a test. */
  async function expireLeases(): Promise<void> {
    for (const { model } of [{ model: 1 }, { model: 2 }]) {
      const known = (await storage.embedding.models()).find(({ number }) => number === model);
      if (known === undefined) continue;
      const change = { tenant: A, namespace: 'x', model: known, lease: 'test' };
      const time = { nowMs: Date.now() + 1e9, untilMs: 1 };
      await storage.write((tx) => storage.embedding.claim(tx, change, time));
    }
  }
});
