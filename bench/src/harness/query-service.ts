import { invariant } from '@memory-api/contract';
import type { HttpClient } from './http-client.js';
import { asRecord, asRecords } from './json.js';

/** What can send a request: the client of a measurement, or one for a server somewhere else. */
export type Sender = Pick<HttpClient, 'send'>;

/** A text to store, under an id of the data set. */
export interface MemoryToStore {
  readonly id: string;
  readonly text: string;
  /** RFC 3339; left out, the service takes the time of writing. */
  readonly occurredAt?: string;
}

/** A question as `POST /v1/query` takes it; what is left out has the service's own default. */
export interface QuestionToAsk {
  readonly text: string;
  readonly namespace: string;
  readonly relevanceThreshold?: number;
  readonly maxMemories?: number;
  readonly referenceTime?: string;
}

/** A memory that a query returned. */
export interface FoundMemory {
  readonly id: string;
  readonly text: string;
  readonly score: number;
}

/** What a query returned, best first, and how long it took over HTTP. */
export interface QueryAnswer {
  readonly found: readonly FoundMemory[];
  readonly durationMs: number;
}

/** Threshold and number for a ranking of everything near, whatever its score. */
export const EVERYTHING_NEAR = { relevanceThreshold: 0, maxMemories: 100 };

/** Stores texts one after the other, so that the order of the data set is the order of writing. */
export async function storeMemories(
  client: Pick<HttpClient, 'sendOk'>,
  namespace: string,
  memories: readonly MemoryToStore[],
): Promise<void> {
  for (const { id, text, occurredAt } of memories) {
    const body = { memory_id: id, text, namespace, ...(occurredAt !== undefined && { occurred_at: occurredAt }) };
    await client.sendOk({ method: 'POST', path: '/v1/memories', body });
  }
}

/** Asks one question and stops the run on any failure. */
export async function queryService(client: Sender, question: QuestionToAsk): Promise<QueryAnswer> {
  const answer = await client.send({ method: 'POST', path: '/v1/query', body: toBody(question) });
  invariant(answer.status === 200, `POST /v1/query answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { found: toFoundMemories(answer.body), durationMs: answer.durationMs };
}

/** The memories of an answer of `POST /v1/query`. */
export function toFoundMemories(body: unknown): FoundMemory[] {
  const { memories } = asRecord(asRecord(body)['data']);
  return asRecords(memories).map(({ id, text, relevance_score: score }) => ({
    id: String(id),
    text: String(text),
    score: Number(score),
  }));
}

function toBody({ text, namespace, relevanceThreshold, maxMemories, referenceTime }: QuestionToAsk): object {
  return {
    context: text,
    namespace,
    ...(relevanceThreshold !== undefined && { relevance_threshold: relevanceThreshold }),
    ...(maxMemories !== undefined && { max_memories: maxMemories }),
    ...(referenceTime !== undefined && { reference_time: referenceTime }),
  };
}
