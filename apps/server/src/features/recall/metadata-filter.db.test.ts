import { describeMetadataFilter, type FilterBackend, type FilteredMemory } from '@memory-api/recall/conformance';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Answer } from '../../abuse/answer-fixture.js';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createWorld, MEMORIES, type World } from '../../abuse/world-fixture.js';

describeOnEveryEngine('metadata filters over HTTP', (engine) => {
  let world: World;
  let key: string;
  const namespaces = new Map<string, string>();

  beforeAll(async () => {
    world = await createWorld(engine);
    key = (await world.signUp()).key;
  });
  afterAll(() => world.close());

  const list = (filter: unknown, namespace: string): Promise<Answer> => {
    const query = new URLSearchParams({ metadata_filter: JSON.stringify(filter), namespace, per_page: '100' });
    return world.call({ url: `${MEMORIES}?${query.toString()}`, key });
  };

  const query = (filter: unknown, namespace: string): Promise<Answer> => {
    const body = { context: 'tea', max_memories: 100, relevance_threshold: 0, metadata_filter: filter, namespace };
    return world.call({ method: 'POST', url: '/v1/query', key, body });
  };

  // The memories of a case are stored once, in a namespace of their own: both ways of asking see the same rows.
  async function store(memories: readonly FilteredMemory[]): Promise<string> {
    const content = JSON.stringify(memories);
    const namespace = namespaces.get(content) ?? `case-${namespaces.size}`;
    if (namespaces.has(content)) return namespace;
    namespaces.set(content, namespace);
    for (const { id, metadata } of memories) {
      await world.remember(key, { text: `Tea ${id}`, memory_id: `${namespace}_${id}`, metadata, namespace });
    }
    return namespace;
  }

  const listing: FilterBackend = {
    async find(memories, filter) {
      const namespace = await store(memories);
      const answer = await list(filter, namespace);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.pagination.total).toBe(answer.items.length);
      return answer.items.map(({ id }) => id.slice(namespace.length + 1));
    },
    faultsOf: async (filter) => toFields(await list(filter, 'default')),
  };

  const recall: FilterBackend = {
    async find(memories, filter) {
      const namespace = await store(memories);
      const answer = await query(filter, namespace);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.data.total_memories_searched).toBe(answer.data.memories.length);
      return answer.data.memories.map(({ id }) => id.slice(namespace.length + 1));
    },
    faultsOf: async (filter) => toFields(await query(filter, 'default')),
  };

  describeMetadataFilter(`GET /v1/memories (${engine.name})`, () => listing);
  describeMetadataFilter(`POST /v1/query (${engine.name})`, () => recall);
});

function toFields(answer: Answer): string[] {
  expect([answer.status, answer.code]).toEqual([400, 'VALIDATION_ERROR']);
  const faults = answer.error?.details?.['errors'] as readonly { readonly field: string }[];
  return faults.map(({ field }) => field);
}
