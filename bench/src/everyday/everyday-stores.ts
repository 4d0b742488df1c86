import type { MemoryToStore } from '../harness/query-service.js';
import { PARAPHRASES_NAMESPACE, toChangeIds, toChangesNamespace } from './ask-everyday.js';
import { readChanges, readLongFacts, readParaphrases, readProseTemplates, readUnanswerable } from './everyday-sets.js';
import type { Change, Paraphrase, Unanswerable } from './everyday-sets.js';
import { createLongStores } from './long-memories.js';
import type { LongStore } from './long-memories.js';

/** The sets, ready to be stored and asked. */
export interface EverydayStores {
  readonly paraphrases: readonly Paraphrase[];
  readonly changes: readonly Change[];
  readonly unanswerable: readonly Unanswerable[];
  readonly longStores: readonly LongStore[];
}

/** Reads the sets, and makes the long memories. */
export function readEverydayStores(seed: number): EverydayStores {
  return {
    paraphrases: readParaphrases(),
    changes: readChanges(),
    unanswerable: readUnanswerable(),
    longStores: createLongStores({ seed, facts: readLongFacts(), templates: readProseTemplates() }),
  };
}

/**
 * What is stored, by namespace. It is everything whatever split is asked: a question of one half has the whole store to
 * get lost in.
 */
export function toNamespaces({ paraphrases, changes, longStores }: EverydayStores): Map<string, MemoryToStore[]> {
  const namespaces = new Map<string, MemoryToStore[]>();
  namespaces.set(
    PARAPHRASES_NAMESPACE,
    paraphrases.map(({ id, memory }) => ({ id, text: memory })),
  );
  for (const { id, person, older, newer } of changes) {
    const { olderId, newerId } = toChangeIds(id);
    const facts = namespaces.get(toChangesNamespace(person)) ?? [];
    facts.push({ id: olderId, ...older }, { id: newerId, ...newer });
    namespaces.set(toChangesNamespace(person), facts);
  }
  for (const { namespace, memories } of longStores) namespaces.set(namespace, [...memories]);
  // In the order of time, as a service hears of them.
  for (const memories of namespaces.values()) memories.sort(byTime);
  return namespaces;
}

function byTime({ occurredAt: left = '' }: MemoryToStore, { occurredAt: right = '' }: MemoryToStore): number {
  return left < right ? -1 : Number(left > right);
}
