import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@memory-api/embedder';
import { EmbedderError } from '@memory-api/embedder';
import type { Storage, Tenant } from '@memory-api/storage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCheapEmbedder } from '../../abuse/cheap-embedder-fixture.js';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import type { TestStore } from '../../testing/open-test-store.js';
import { createNamespaceEmbedder } from '../embedding/namespace-embedder.js';
import { openEmbedders } from '../embedding/open-embedders.js';
import { createRecall } from './recall.js';
import type { QuestionEmbedder, Recall, RecallRequest } from './recall.js';

const MEGABYTE = 2 ** 20;
const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z');
const TENANT: Tenant = { orgId: 'org_recall', environment: 'live' };
const SIGNAL = new AbortController().signal;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

const toRequest = (text: string): RecallRequest => ({
  text,
  maxMemories: 100,
  threshold: 0,
  filter: undefined,
  nowMs: NOW_MS,
  referenceMs: NOW_MS,
  explain: false,
});

describeOnEveryEngine('recall over its workers', (engine) => {
  let dataDir: string;
  let store: TestStore;
  let storage: Storage;
  let embedder: Embedder;
  let questions: QuestionEmbedder;
  const opened: Recall[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'memory-api-recall-'));
    store = await engine.open(dataDir, QUIET);
    storage = store.storage;
    embedder = createCheapEmbedder();
    const embedders = await openEmbedders({ storage, current: embedder, earlier: [] });
    questions = createNamespaceEmbedder({ embedders, storage, logger: QUIET });
    const organization = {
      id: TENANT.orgId,
      name: 'a',
      email: 'a@example.com',
      planId: 'self-hosted',
      nextPlan: null,
      trialEndsAtMs: null,
      agreement: null,
      isPaymentApproved: false,
    };
    await storage.write((tx) =>
      storage.organizations.create(tx, { ...organization, isActive: true, isOwner: false, createdAtMs: NOW_MS }),
    );
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((recall) => recall.close()));
    await storage.close();
    await store.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  function open(options: { readonly budgetBytes?: number; readonly workers?: number } = {}): Recall {
    const { source } = store;
    const { budgetBytes = 100 * MEGABYTE, workers = 1 } = options;
    const recall = createRecall({
      embedder: questions,
      source,
      budgetBytes,
      workers,
      logger: QUIET,
      restartDelayMs: 1,
    });
    opened.push(recall);
    return recall;
  }

  async function keep(namespace: string, ids: readonly string[], toText = (id: string) => `fact ${id}`): Promise<void> {
    const embedded = await embedder.embedTexts(ids.map(toText));
    await storage.write(async (tx) => {
      // At once: PostgreSQL's connection is a pipeline, and thousands of ways to the server and back take seconds.
      await Promise.all(
        ids.map((id, place) => {
          const values = embedded[place]?.vectors ?? new Int8Array(embedder.dimensions);
          const model = { number: 1, name: embedder.model, dimensions: embedder.dimensions };
          const times = { sessionId: null, occurredAtMs: null, expiresAtMs: null, keyId: null, nowMs: NOW_MS };
          return storage.memories.create(tx, TENANT, null, {
            ...times,
            id,
            namespace,
            text: toText(id),
            metadata: {},
            vectors: [{ model, values }],
          });
        }),
      );
    });
  }

  const idsOf = (namespace: string, count: number): string[] =>
    Array.from({ length: count }, (_, number) => `${namespace}-${number}`);

  async function found(recall: Recall, namespace: string): Promise<string[]> {
    const { hits } = await recall.query(TENANT, namespace, toRequest('fact'), SIGNAL);
    return hits.map(({ memory }) => memory.id).toSorted();
  }

  it('loads a namespace of many pages and finds in it what was asked for', async () => {
    await keep('large', idsOf('large', 1234), (id) => `the number of this fact is ${id.replace('-', 'x')}`);
    const recall = open();
    const answer = await recall.query(TENANT, 'large', toRequest('which fact is largex777'), SIGNAL);
    expect(answer.searched).toBe(1234);
    expect(answer.hits[0]?.memory.id).toBe('large-777');
    expect(recall.stats()).toMatchObject({ workers: 1, indexes: 1, queued: 0 });
    expect(recall.stats().bytes).toBeGreaterThan(1234 * embedder.dimensions);
  });

  it('answers alike from one worker and from three', async () => {
    const namespaces = ['a', 'b', 'c', 'd', 'e'];
    for (const namespace of namespaces) await keep(namespace, idsOf(namespace, 3));
    const [one, three] = [open(), open({ workers: 3 })];
    for (const namespace of namespaces) {
      expect(await found(three, namespace)).toEqual(idsOf(namespace, 3));
      expect(await found(one, namespace)).toEqual(idsOf(namespace, 3));
    }
    expect([one.stats().indexes, three.stats().indexes]).toEqual([5, 5]);
  });

  it('lets indexes go under its budget, and loads them again when they are asked', async () => {
    const namespaces = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const namespace of namespaces) await keep(namespace, idsOf(namespace, 300));
    const measuring = open();
    await found(measuring, 'a');
    const recall = open({ budgetBytes: measuring.stats().bytes * 3 * 2.5 });
    for (const namespace of [...namespaces, ...namespaces]) {
      const { searched } = await recall.query(TENANT, namespace, toRequest('fact'), SIGNAL);
      expect(searched).toBe(300);
    }
    expect(recall.stats().indexes).toBeGreaterThan(0);
    expect(recall.stats().indexes).toBeLessThan(namespaces.length);
  });

  it('begins anew when a backup was restored under it', async () => {
    await keep('a', idsOf('a', 5));
    const recall = open();
    expect(await found(recall, 'a')).toHaveLength(5);
    await storage.write((tx) => storage.retention.renewEpochs(tx));
    await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'a-0', { keyId: null, nowMs: NOW_MS }));
    expect(await found(recall, 'a')).toEqual(['a-1', 'a-2', 'a-3', 'a-4']);
  });

  it('stays right after deleted memories are removed for good', async () => {
    await keep('a', idsOf('a', 5));
    const [stale, fresh] = [open(), open()];
    await found(stale, 'a');
    const change = { keyId: null, nowMs: NOW_MS };
    await storage.write((tx) => storage.memories.delete(tx, TENANT, null, 'a-3', change));
    for (let more = true; more;) {
      ({ more } = await storage.retention.sweep({ nowMs: NOW_MS + 1000, retentionMs: 0, limit: 100 }));
    }
    const left = ['a-0', 'a-1', 'a-2', 'a-4'];
    expect([await found(stale, 'a'), await found(fresh, 'a')]).toEqual([left, left]);
  });

  it('answers a small namespace while a large one is still loading', async () => {
    await keep('large', idsOf('large', 6000));
    await keep('small', idsOf('small', 1));
    const recall = open();
    await found(recall, 'small');
    const finished: string[] = [];
    const large = found(recall, 'large').then(() => finished.push('large'));
    await found(recall, 'small').then(() => finished.push('small'));
    await large;
    expect(finished).toEqual(['small', 'large']);
  });

  it('fails with the reason of a caller who goes away, whichever stage it is in', async () => {
    await keep('a', idsOf('a', 2000));
    const recall = open();
    const abort = new AbortController();
    const query = recall.query(TENANT, 'a', toRequest('fact'), abort.signal);
    setTimeout(() => abort.abort(new RangeError('gone')), 20);
    const outcome = await query.then(
      ({ searched }) => searched,
      (error: unknown) => error,
    );
    expect([2000, 'gone']).toContain(outcome instanceof Error ? outcome.message : outcome);
    await expect(
      recall.query(TENANT, 'a', toRequest('fact'), AbortSignal.abort(new RangeError('gone'))),
    ).rejects.toThrow('gone');
    expect(await found(recall, 'a')).toHaveLength(100);
    expect(recall.stats().queued).toBe(0);
  });

  it('says so when the embedder is missing, and asks no worker', async () => {
    const recall = open();
    vi.spyOn(embedder, 'embedQuery').mockRejectedValue(new EmbedderError('lost', { retryable: true }));
    await expect(recall.query(TENANT, 'a', toRequest('fact'), SIGNAL)).rejects.toMatchObject({
      code: 'EMBEDDER_UNAVAILABLE',
      status: 503,
    });
    expect(recall.stats().queued).toBe(0);
  });

  it('refuses when it is closed', async () => {
    const recall = open();
    await found(recall, 'a');
    await recall.close();
    await expect(found(recall, 'a')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
