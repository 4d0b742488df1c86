import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpCall, HttpClient } from '../harness/http-client.js';
import { createRandom } from '../harness/random.js';
import { createLedgerBooks, isExact, type LedgerRow } from './ledger-books.js';
import { createLedgerLane } from './ledger-lane.js';

/** The API in memory, with a ledger; it breaks off after so many requests. */
class FakeServer implements HttpClient {
  readonly rows: LedgerRow[] = [];
  readonly seen = new Set<string>();
  readonly #memories = new Set<unknown>();
  readonly #kept = new Set<string>();
  readonly #losesEvery: number;
  #requests = 0;
  #left = 0;

  constructor(losesEvery = Number.POSITIVE_INFINITY) {
    this.#losesEvery = losesEvery;
  }

  start(requests: number): void {
    this.#left = requests;
  }

  async send(call: HttpCall): Promise<HttpAnswer> {
    this.#requests += 1;
    const requestId = `req_${this.#requests}`;
    const { operation, status, counts } = this.#answer(call);
    if (counts && this.#requests % this.#losesEvery !== 0) {
      this.rows.push({ requestId, operation, keyId: 'key_1', status });
    }
    this.#left -= 1;
    // The last one took effect, and nobody hears of it.
    if (this.#left < 0) throw new RangeError('the connection broke');
    this.seen.add(`${status} ${operation} ${counts}`);
    return { status, headers: { 'x-request-id': requestId }, body: null, durationMs: 1 };
  }

  sendOk(call: HttpCall): Promise<unknown> {
    return this.send(call);
  }

  close(): void {
    this.#memories.clear();
  }

  #answer({ method, path, body, headers }: HttpCall) {
    const { memory_id: id } = (body ?? {}) as { memory_id?: string };
    const named = path.split('/').at(-1);
    if (path.startsWith('/v1/memories/')) {
      const status = this.#memories.has(named) ? 200 : 404;
      if (method === 'DELETE') this.#memories.delete(named);
      return { operation: method === 'DELETE' ? 'deleteMemory' : 'getMemory', status, counts: true };
    }
    if (method !== 'POST') {
      return { operation: path === '/v1/usage' ? 'getUsage' : 'listMemories', status: 200, counts: true };
    }
    if (path === '/v1/query') return { operation: 'queryMemories', status: 200, counts: true };
    if (id === undefined) return { operation: 'createMemory', status: 400, counts: false };
    const key = headers?.['idempotency-key'];
    if (key !== undefined && this.#kept.has(key)) return { operation: 'createMemory', status: 201, counts: false };
    if (key !== undefined) this.#kept.add(key);
    const status = this.#memories.has(id) ? 409 : 201;
    this.#memories.add(id);
    return { operation: 'createMemory', status, counts: true };
  }
}

async function run(server: FakeServer, seed: number, kills = 10) {
  const random = createRandom(seed);
  const books = createLedgerBooks();
  const tally = { unexpected: [] };
  const lane = createLedgerLane({ name: 'lane', keyId: 'key_1', random, books, tally });
  for (let kill = 0; kill < kills; kill += 1) {
    server.start(random.below(40));
    await lane.useUntilGone(server);
    books.compare(server.rows.splice(0));
  }
  return { books, tally };
}

describe('createLedgerLane', () => {
  it('finds nothing wrong with a server that keeps its word, wherever it is killed', async () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const { books, tally } = await run(new FakeServer(), seed);
      expect(tally.unexpected, `seed ${seed}`).toEqual([]);
      expect(isExact(books.tally), `seed ${seed}`).toBe(true);
      expect(books.tally.underWay).toBe(10);
      expect(books.tally.unanswered).toBeGreaterThan(0);
    }
  });

  it('sends requests that read, that write, that are refused, and that are free', async () => {
    const server = new FakeServer();
    await run(server, 5, 60);
    expect([...server.seen].toSorted()).toEqual([
      '200 deleteMemory true',
      '200 getMemory true',
      '200 getUsage true',
      '200 listMemories true',
      '200 queryMemories true',
      '201 createMemory false',
      '201 createMemory true',
      '400 createMemory false',
      '404 getMemory true',
      '409 createMemory true',
    ]);
  });

  it('notices a ledger that loses rows', async () => {
    const { books } = await run(new FakeServer(20), 4);
    expect(books.tally.missing).toBeGreaterThan(3);
    expect(isExact(books.tally)).toBe(false);
  });
});
