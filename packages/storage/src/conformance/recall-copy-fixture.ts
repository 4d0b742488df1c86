import { expect } from 'vitest';
import type { IndexedMemory, RecallPosition, RecallSource } from '../recall/recall-source.js';
import type { Storage } from '../storage-port.js';
import type { Tenant } from '../tenant.js';

/** A copy of a namespace, kept the way an index keeps one: by asking for changes alone. */
export class RecallCopy {
  readonly memories = new Map<string, IndexedMemory>();
  rebuilds = 0;
  #known: RecallPosition | null = null;
  readonly #source: RecallSource;
  readonly #tenant: Tenant;
  readonly #namespace: string;

  constructor(source: RecallSource, tenant: Tenant, namespace: string) {
    this.#source = source;
    this.#tenant = tenant;
    this.#namespace = namespace;
  }

  get known(): RecallPosition | null {
    return this.#known;
  }

  /** Reads one page of changes; returns whether there is more. */
  async pull(limit: number): Promise<boolean> {
    const answer = await this.#source.changesSince(this.#tenant, this.#namespace, this.#known, { limit });
    if (answer.rebuild) {
      this.memories.clear();
      this.rebuilds += 1;
    }
    expect(answer.changes.length).toBeLessThanOrEqual(limit);
    for (const change of answer.changes) {
      if (change.deleted) this.memories.delete(change.id);
      else this.memories.set(change.id, change);
    }
    this.#known = answer.upTo;
    return answer.more;
  }

  /** Reads pages until there are no more. */
  async catchUp(limit: number): Promise<void> {
    for (let pages = 0; await this.pull(limit); pages += 1) expect(pages).toBeLessThan(1000);
  }
}

/** Holds that a copy has just the live memories of its namespace, each as it is. */
export async function expectCopyOfStore(
  copy: RecallCopy,
  storage: Storage,
  where: { readonly tenant: Tenant; readonly namespace: string; readonly nowMs: number },
): Promise<void> {
  const { tenant, namespace, nowMs } = where;
  const page = await storage.memories.list(tenant, null, { namespace, nowMs, perPage: 1000 });
  const isLive = ({ expiresAtMs }: IndexedMemory) => expiresAtMs === null || expiresAtMs > nowMs;
  const copied = [...copy.memories.values()].filter(isLive);
  const toFacts = (memory: Pick<IndexedMemory, 'id' | 'text' | 'revision' | 'seq' | 'expiresAtMs'>) => [
    memory.id,
    memory.text,
    memory.revision,
    memory.seq,
    memory.expiresAtMs,
  ];
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(copied.map(toFacts).toSorted(byText)).toEqual(page.items.map(toFacts).toSorted(byText));
}
