import type { NamespaceIndex } from '@memory-api/recall';
import type { IndexedMemory, RecallChanges, RecallSource, Tenant } from '@memory-api/storage';

/** A namespace kept in memory, whose changes tests make by hand. */
export interface FakeNamespace {
  epoch: number;
  /** The number of the model of its vectors. */
  model: number;
  purgedBelow: number;
  readonly changes: RecallChanges['changes'][number][];
}

/** A source that answers from plain objects, with pages and rebuilds as the real ones make them. */
export interface FakeSource extends RecallSource {
  readonly namespaces: Map<string, FakeNamespace>;
  /** How often `changesSince` was called, by namespace. */
  readonly reads: string[];
  /** Runs before each page is read. */
  beforePage: (namespace: string) => Promise<void> | void;
  put(namespace: string, id: string, text?: string): void;
  remove(namespace: string, id: string): void;
}

/** Makes an empty fake source. */
export function createFakeSource(): FakeSource {
  const namespaces = new Map<string, FakeNamespace>();
  const change = (namespace: string, entry: (revision: number) => FakeNamespace['changes'][number]): void => {
    const kept = namespaces.get(namespace) ?? { epoch: 1, model: 1, purgedBelow: 0, changes: [] };
    namespaces.set(namespace, kept);
    const revision = (kept.changes.at(-1)?.revision ?? 0) + 1;
    const next = entry(revision);
    const old = kept.changes.findIndex(({ id }) => id === next.id);
    if (old >= 0) kept.changes.splice(old, 1);
    kept.changes.push(next);
  };
  const source: FakeSource = {
    namespaces,
    reads: [],
    beforePage: () => undefined,
    put: (namespace, id, text = id) => change(namespace, (revision) => toMemory(id, text, revision)),
    remove: (namespace, id) => change(namespace, (revision) => ({ id, deleted: true, revision })),
    changesSince: async (_tenant: Tenant, namespace, known, { limit }) => {
      source.reads.push(namespace);
      await source.beforePage(namespace);
      const kept = namespaces.get(namespace);
      if (kept === undefined) {
        return { state: null, model: null, rebuild: known !== null, changes: [], upTo: null, more: false };
      }
      return readPage(kept, known, limit);
    },
    getMany: async (_tenant, namespace, ids) => {
      const live = (namespaces.get(namespace)?.changes ?? []).filter((entry) => !entry.deleted);
      return ids.flatMap((id) => {
        const entry = live.find((one) => one.id === id);
        return entry === undefined ? [] : [{ ...entry, namespace, version: 1, occurredAtMs: null, metadata: {} }];
      });
    },
  };
  return source;
}

function readPage(
  kept: FakeNamespace,
  known: { epoch: number; revision: number } | null,
  limit: number,
): RecallChanges {
  const newest = kept.changes.at(-1)?.revision ?? 0;
  const rebuild = known !== null && (known.epoch !== kept.epoch || known.revision > newest);
  const from = known === null || rebuild ? 0 : known.revision;
  const behind = kept.changes.filter(({ revision }) => revision > from);
  const changes = behind.slice(0, limit);
  const more = behind.length > limit;
  const position = { epoch: kept.epoch, purgedBelow: kept.purgedBelow };
  return {
    state: { ...position, revision: newest },
    model: { number: kept.model, dimensions: 2 },
    rebuild,
    changes,
    upTo: { ...position, revision: changes.at(-1)?.revision ?? newest },
    more,
  };
}

function toMemory(id: string, text: string, revision: number): IndexedMemory {
  return {
    id,
    deleted: false,
    text,
    sessionId: null,
    occurredAtMs: 0,
    hasOccurredAt: false,
    expiresAtMs: null,
    createdAtMs: 0,
    updatedAtMs: 0,
    seq: revision,
    metadataJson: '{}',
    vectors: new Int8Array(2),
    revision,
  };
}

/** An index that knows ids and texts and takes a hundred bytes a memory; its query finds them all. */
export function createFakeIndex(): NamespaceIndex {
  const texts = new Map<string, string>();
  return {
    get size() {
      return texts.size;
    },
    get bytes() {
      return texts.size * 100;
    },
    upsert: ({ id, text }) => void texts.set(id, text),
    remove: (id) => texts.delete(id),
    prepare: () => [],
    query: () => ({
      hits: [...texts].map(([id, reasoning]) => ({ id, score: 1, reasoning })),
      searched: texts.size,
      timings: { vectorsMs: 0, termsMs: 0, scoringMs: 0 },
    }),
  };
}
