import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpCall, HttpClient } from '../harness/http-client.js';
import { createRandom } from '../harness/random.js';
import { createCrashLane } from './crash-lane.js';
import type { CrashLane, CrashTally } from './crash-lane.js';

interface Stored {
  readonly id: string;
  readonly session_id: string;
  readonly text: string;
  readonly version: number;
}

/** What a store does wrong. */
interface Faults {
  /** Acknowledges and forgets. */
  readonly losesEvery?: number;
  /** Does a request again that is sent again, key or no key. */
  readonly ignoresKeys?: boolean;
  /** Answers every so many with 500. */
  readonly failsEvery?: number;
}

/** The API in memory: it breaks off after so many writes, before or after the last one took effect. */
class FakeServer implements HttpClient {
  readonly memories = new Map<string, Stored>();
  readonly #answers = new Map<string, HttpAnswer>();
  readonly #faults: Faults;
  #writes = 0;
  #writesLeft = Number.POSITIVE_INFINITY;
  #takesEffect = true;

  constructor(faults: Faults = {}) {
    this.#faults = faults;
  }

  breakAfter(writes: number, takesEffect: boolean): void {
    this.#writesLeft = writes;
    this.#takesEffect = takesEffect;
  }

  restart(): void {
    this.#writesLeft = Number.POSITIVE_INFINITY;
  }

  async send(call: HttpCall): Promise<HttpAnswer> {
    this.#writesLeft -= 1;
    if (this.#writesLeft < 0) {
      if (this.#takesEffect) this.#write(call);
      throw new RangeError('the connection broke');
    }
    return this.#write(call);
  }

  async sendOk({ path }: HttpCall): Promise<unknown> {
    const mark = new URL(path, 'http://x').searchParams.get('session_id');
    return [...this.memories.values()].filter((memory) => memory.session_id === mark);
  }

  close(): void {
    this.memories.clear();
  }

  #write(call: HttpCall): HttpAnswer {
    this.#writes += 1;
    const key = call.headers?.['idempotency-key'];
    const kept = key === undefined || this.#faults.ignoresKeys === true ? undefined : this.#answers.get(key);
    if (kept !== undefined) return kept;
    if (this.#writes % (this.#faults.failsEvery ?? Infinity) === 0) return toAnswer(500, null);
    const answer = this.#apply(call);
    if (key !== undefined) this.#answers.set(key, answer);
    return answer;
  }

  #apply({ method, path, body }: HttpCall): HttpAnswer {
    const forgets = this.#writes % (this.#faults.losesEvery ?? Infinity) === 0;
    const fields = (body ?? {}) as { memory_id?: string; session_id: string; text: string };
    if (method === 'POST') {
      const id = fields.memory_id ?? `mem_${this.#writes}`;
      const memory = { id: this.memories.has(id) ? `${id}-again` : id, ...fields, version: 1 };
      if (!forgets) this.memories.set(memory.id, memory);
      return toAnswer(201, memory);
    }
    const id = path.split('/').at(-1) ?? '';
    const found = this.memories.get(id);
    if (found === undefined) return toAnswer(404, null);
    if (forgets) return toAnswer(200, found);
    if (method === 'DELETE') this.memories.delete(id);
    else this.memories.set(id, { ...found, text: fields.text, version: found.version + 1 });
    return toAnswer(200, found);
  }
}

function toAnswer(status: number, data: unknown): HttpAnswer {
  return { status, headers: {}, body: { success: status < 300, data }, durationMs: 1 };
}

function createLane(seed: number): { readonly lane: CrashLane; readonly tally: CrashTally } {
  const tally: CrashTally = { acknowledged: 0, retried: 0, unanswered: 0, lost: 0, doubled: 0, unexpected: [] };
  return { tally, lane: createCrashLane('lane', createRandom(seed), tally) };
}

async function runRounds(server: FakeServer, seed: number, rounds = 20): Promise<{ tally: CrashTally; live: number }> {
  const random = createRandom(seed + 1);
  const { lane, tally } = createLane(seed);
  for (let round = 0; round < rounds; round++) {
    server.breakAfter(random.below(12), random.below(2) === 0);
    await lane.writeUntilGone(server);
    server.restart();
    await lane.settle(server);
  }
  return { tally, live: lane.live };
}

describe('createCrashLane', () => {
  it('finds nothing wrong with a server that keeps its word, wherever it is killed', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const server = new FakeServer();
      const { tally, live } = await runRounds(server, seed);
      expect(tally, `seed ${seed}`).toMatchObject({ lost: 0, doubled: 0, unexpected: [] });
      expect(live).toBe(server.memories.size);
      expect(tally.acknowledged).toBeGreaterThan(20);
    }
  });

  it('comes upon every way to end: sent again by its key, and looked up without one', async () => {
    const { tally } = await runRounds(new FakeServer(), 3, 40);
    expect(tally.retried).toBeGreaterThan(5);
    expect(tally.unanswered).toBeGreaterThan(5);
    expect(tally.retried + tally.unanswered).toBe(40);
  });

  it('notices acknowledged writes that were lost', async () => {
    const { tally } = await runRounds(new FakeServer({ losesEvery: 10 }), 4);
    expect(tally.lost).toBeGreaterThan(3);
  });

  it('notices writes that were done twice', async () => {
    const counts = await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) => (await runRounds(new FakeServer({ ignoresKeys: true }), seed, 40)).tally),
    );
    const doubled = counts.reduce((sum, tally) => sum + tally.doubled, 0);
    expect(doubled).toBeGreaterThan(3);
  });

  it('notes answers that nobody should get', async () => {
    const { tally } = await runRounds(new FakeServer({ failsEvery: 15 }), 5);
    expect(tally.unexpected.length).toBeGreaterThan(2);
    expect(tally.unexpected[0]).toMatch(/^500 (POST|PUT|DELETE)$/);
    expect(tally.lost).toBe(0);
  });
});
