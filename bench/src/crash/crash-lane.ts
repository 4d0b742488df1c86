import { asRecord, asRecords } from '../harness/json.js';
import type { HttpCall, HttpClient } from '../harness/http-client.js';
import type { Random } from '../harness/random.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import { judgeMemory } from './judge-memory.js';
import type { StoredState } from './judge-memory.js';

/** Namespace of everything that the lanes write. */
export const CRASH_NAMESPACE = 'crash';

/** What the lanes have come to know. */
export interface CrashTally {
  acknowledged: number;
  retried: number;
  unanswered: number;
  lost: number;
  doubled: number;
  /** Answers that no server should give here, as `status method`. */
  readonly unexpected: string[];
}

/** A caller that writes one thing after the other and remembers what was acknowledged. */
export interface CrashLane {
  /** Writes until the server is gone. */
  writeUntilGone(client: HttpClient): Promise<void>;
  /** With the server back: sends again what has a key, then compares everything touched since the last time. */
  settle(client: HttpClient): Promise<void>;
  /** How many of its memories are stored. */
  readonly live: number;
}

interface Tracked {
  /** Sent as `session_id`: finds the memory, whatever its id is. */
  readonly mark: string;
  id: string | null;
  state: StoredState;
  /** The state after a write that was never answered and can't be sent again. */
  alternatives: StoredState[];
}

interface Write {
  readonly target: Tracked;
  readonly call: HttpCall;
  readonly hasKey: boolean;
  readonly after: StoredState;
}

/** Makes a lane; `name` is its own among all lanes of the run. */
export function createCrashLane(name: string, random: Random, tally: CrashTally): CrashLane {
  return new Lane(name, random, tally);
}

class Lane implements CrashLane {
  readonly #name: string;
  readonly #random: Random;
  readonly #tally: CrashTally;
  readonly #stored: Tracked[] = [];
  readonly #touched = new Set<Tracked>();
  #unanswered: Write | null = null;
  #writes = 0;

  constructor(name: string, random: Random, tally: CrashTally) {
    this.#name = name;
    this.#random = random;
    this.#tally = tally;
  }

  get live(): number {
    return this.#stored.length;
  }

  async writeUntilGone(client: HttpClient): Promise<void> {
    for (let isUp = true; isUp;) {
      const write = this.#nextWrite();
      this.#touched.add(write.target);
      isUp = await client.send(write.call).then(
        (answer) => (this.#acknowledge(write, answer.status, answer.body), true),
        () => false,
      );
      if (!isUp) this.#unanswered = write;
    }
  }

  async settle(client: HttpClient): Promise<void> {
    if (this.#unanswered !== null) await this.#settleUnanswered(client, this.#unanswered);
    this.#unanswered = null;
    for (const target of this.#touched) await this.#verify(client, target);
    this.#touched.clear();
  }

  async #settleUnanswered(client: HttpClient, write: Write): Promise<void> {
    if (!write.hasKey) {
      this.#tally.unanswered += 1;
      write.target.alternatives.push(write.after);
      return;
    }
    this.#tally.retried += 1;
    const answer = await client.send(write.call);
    this.#acknowledge(write, answer.status, answer.body);
  }

  #acknowledge({ target, call, after }: Write, status: number, body: unknown): void {
    if (status < 200 || status > 299) {
      this.#tally.unexpected.push(`${status} ${call.method}`);
      return;
    }
    this.#tally.acknowledged += 1;
    target.state = after;
    if (call.method === 'POST') target.id = String(asRecord(asRecord(body)['data'])['id']);
    this.#track(target);
  }

  async #verify(client: HttpClient, target: Tracked): Promise<void> {
    const path = `/v1/memories?session_id=${target.mark}&namespace=${CRASH_NAMESPACE}`;
    const found = asRecords(await client.sendOk({ method: 'GET', path })).map(({ id, text, version }) => ({
      id: String(id),
      text: String(text),
      version: Number(version),
    }));
    const { verdict, state } = judgeMemory([target.state, ...target.alternatives], found);
    if (verdict !== 'kept') this.#tally[verdict] += 1;
    target.state = state;
    target.alternatives = [];
    target.id = found[0]?.id ?? null;
    this.#track(target);
  }

  #track(target: Tracked): void {
    const place = this.#stored.indexOf(target);
    if (target.state !== null && place < 0) this.#stored.push(target);
    if (target.state === null && place >= 0) this.#stored.splice(place, 1);
  }

  #nextWrite(): Write {
    this.#writes += 1;
    const mark = `${this.#name}-${this.#writes}`;
    const hasKey = this.#random.below(2) === 0;
    const headers: Record<string, string> = hasKey ? { 'idempotency-key': mark } : {};
    const text = `${createSyntheticMemory(this.#random).text} (${mark})`;
    const [first, ...others] = this.#stored;
    const draw = this.#random.next();
    if (first === undefined || draw < 0.6) return this.#create(mark, text, { headers, hasKey });
    const target = this.#random.pick([first, ...others]);
    const path = `/v1/memories/${target.id ?? ''}`;
    if (draw < 0.85) {
      const after = { text, version: (target.state?.version ?? 0) + 1 };
      return { target, hasKey, after, call: { method: 'PUT', path, body: { text }, headers } };
    }
    return { target, hasKey, after: null, call: { method: 'DELETE', path, headers } };
  }

  #create(
    mark: string,
    text: string,
    { headers, hasKey }: { headers: Record<string, string>; hasKey: boolean },
  ): Write {
    const ownId = this.#random.below(2) === 0 ? { memory_id: mark } : {};
    const body = { text, namespace: CRASH_NAMESPACE, session_id: mark, ...ownId };
    return {
      target: { mark, id: null, state: null, alternatives: [] },
      hasKey,
      after: { text, version: 1 },
      call: { method: 'POST', path: '/v1/memories', body, headers },
    };
  }
}
