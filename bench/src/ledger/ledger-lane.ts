import type { HttpAnswer, HttpCall, HttpClient } from '../harness/http-client.js';
import type { Random } from '../harness/random.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import type { LedgerBooks } from './ledger-books.js';

/** What a lane has come to know beside the books. */
export interface LaneTally {
  /** Answers that no server should give here, as `status operation`. */
  readonly unexpected: string[];
}

/** A caller with a key of its own that reads and writes one thing after the other. */
export interface LedgerLane {
  /** Sends requests until the server is gone. */
  useUntilGone(client: HttpClient): Promise<void>;
}

/** A request, and how it is to end. */
export interface PlannedRequest {
  readonly operation: string;
  readonly call: HttpCall;
  readonly status: number;
  readonly counts: boolean;
  /** What its answer changes. */
  readonly onDone?: () => void;
}

const NAMESPACE = 'ledger';

/** Makes a lane; `name` is its own among all lanes of the run. */
export function createLedgerLane(options: {
  readonly name: string;
  readonly keyId: string;
  readonly random: Random;
  readonly books: LedgerBooks;
  readonly tally: LaneTally;
}): LedgerLane {
  const { keyId, books, tally } = options;
  const plan = createPlan(options.name, options.random);
  return {
    async useUntilGone(client) {
      for (;;) {
        const planned = plan();
        const answer = await client.send(planned.call).catch(() => null);
        if (answer === null) {
          books.broken();
          return;
        }
        note(planned, answer);
      }
    },
  };

  function note({ operation, status, counts, onDone }: PlannedRequest, answer: HttpAnswer): void {
    if (answer.status !== status) tally.unexpected.push(`${answer.status} ${operation}`);
    else onDone?.();
    books.answered({
      requestId: answer.headers['x-request-id'] ?? '',
      operation,
      keyId,
      status: answer.status,
      counts,
    });
  }
}

/** Draws requests of all kinds: that read, that write, that a handler refuses, and that are free. */
export function createPlan(name: string, random: Random): () => PlannedRequest {
  const state: PlanState = { name, random, ids: [], created: 0, kept: null };
  return () => {
    const [first] = state.ids;
    const draw = random.next();
    if (first === undefined || draw < 0.3) return planCreation(state);
    return draw < 0.7 ? planUse(state, random.pick([first, ...state.ids])) : planOther(state);
  };
}

interface PlanState {
  readonly name: string;
  readonly random: Random;
  /** Memories that are there, whatever was under way at a kill. */
  readonly ids: string[];
  created: number;
  /** A creation that has been answered, and is answered from what was kept when it is sent again. */
  kept: HttpCall | null;
}

function planCreation(state: PlanState): PlannedRequest {
  const { random, ids } = state;
  state.created += 1;
  const id = `${state.name}-${state.created}`;
  const hasKey = random.below(2) === 0;
  const call = {
    ...toCreation({ text: `${createSyntheticMemory(random).text} (${id})`, memory_id: id }),
    headers: hasKey ? { 'idempotency-key': id } : {},
  };
  const onDone = (): void => {
    ids.push(id);
    if (hasKey) state.kept = call;
  };
  return { operation: 'createMemory', call, status: 201, counts: true, onDone };
}

function planUse({ random, ids }: PlanState, id: string): PlannedRequest {
  const path = `/v1/memories/${id}`;
  const draw = random.next();
  if (draw < 0.5) return { operation: 'getMemory', call: { method: 'GET', path }, status: 200, counts: true };
  if (draw < 0.7) {
    const call = toCreation({ text: 'again', memory_id: id });
    return { operation: 'createMemory', call, status: 409, counts: true };
  }
  // Whatever becomes of the request: nobody knows of the memory any more.
  ids.splice(ids.indexOf(id), 1);
  return { operation: 'deleteMemory', call: { method: 'DELETE', path }, status: 200, counts: true };
}

function planOther({ random, kept }: PlanState): PlannedRequest {
  const free = { operation: 'createMemory', counts: false };
  return random.pick<PlannedRequest>([
    toRead('listMemories', { method: 'GET', path: `/v1/memories?namespace=${NAMESPACE}&per_page=5` }),
    toRead('queryMemories', {
      method: 'POST',
      path: '/v1/query',
      body: { context: 'Who has a violin?', namespace: NAMESPACE },
    }),
    toRead('getUsage', { method: 'GET', path: '/v1/usage' }),
    { ...toRead('getMemory', { method: 'GET', path: '/v1/memories/none' }), status: 404 },
    { ...free, call: toCreation({}), status: 400 },
    ...(kept === null ? [] : [{ ...free, call: kept, status: 201 }]),
  ]);
}

function toRead(operation: string, call: HttpCall): PlannedRequest {
  return { operation, call, status: 200, counts: true };
}

function toCreation(fields: Readonly<Record<string, string>>): HttpCall {
  return { method: 'POST', path: '/v1/memories', body: { ...fields, namespace: NAMESPACE } };
}
