import { asRecord } from '../harness/json.js';
import type { HttpClient } from '../harness/http-client.js';
import { queryService } from '../harness/query-service.js';
import type { AskTurns } from './ask-scores.js';
import type { LocomoConversation, LocomoDocument } from './locomo-dataset.js';
import type { Ranker } from './score-ranker.js';

/** Ranks by asking the started server over HTTP, and keeps how long each question about turns took. */
export interface ServiceRanker extends Ranker {
  readonly latenciesMs: readonly number[];
  /** What each question was answered with, in the order of asking: ids of the data set. */
  readonly rankings: readonly (readonly string[])[];
  /** The turns of a conversation with their scores. */
  readonly askTurns: AskTurns;
}

// The measure's own settings: everything is ranked, and recall is looked at to place 20.
const EVERYTHING = { relevanceThreshold: 0, maxMemories: 20 };

/** Stores a data set over HTTP, each conversation in a namespace of its own, and ranks by querying it. */
export async function createServiceRanker(
  client: HttpClient,
  conversations: readonly LocomoConversation[],
): Promise<ServiceRanker> {
  const documentOf = new Map<string, string>();
  const store = async (namespace: string, documents: readonly LocomoDocument[]): Promise<void> => {
    // One after the other: the order of writing is the order within a session.
    for (const document of documents) documentOf.set(await storeOne(client, namespace, document), document.id);
  };
  await Promise.all(
    conversations.flatMap(({ id, turns, observations }) => [
      store(turnsOf(id), turns),
      store(observationsOf(id), observations),
    ]),
  );
  const latenciesMs: number[] = [];
  const rankings: (readonly string[])[] = [];
  const find = async (namespace: string, text: string) => {
    const { found, durationMs } = await queryService(client, { text, namespace, ...EVERYTHING });
    return { durationMs, found: found.map(({ id, score }) => ({ id: documentOf.get(id) ?? id, score })) };
  };
  const rank = async (namespace: string, text: string): Promise<string[]> => {
    const { found, durationMs } = await find(namespace, text);
    if (namespace.endsWith('/turns')) latenciesMs.push(durationMs);
    const ranking = found.map(({ id }) => id);
    rankings.push(ranking);
    return ranking;
  };
  return {
    latenciesMs,
    rankings,
    rankTurns: ({ id }, question) => rank(turnsOf(id), question),
    rankObservations: ({ id }, question) => rank(observationsOf(id), question),
    askTurns: async ({ id }, question) => (await find(turnsOf(id), question)).found,
  };
}

async function storeOne(client: HttpClient, namespace: string, document: LocomoDocument): Promise<string> {
  const { text, session, occurredAtMs } = document;
  const body = {
    text,
    namespace,
    session_id: session,
    ...(occurredAtMs !== null && { occurred_at: new Date(occurredAtMs).toISOString() }),
  };
  const created = asRecord(await client.sendOk({ method: 'POST', path: '/v1/memories', body }));
  return String(created['id']);
}

/** The namespace of a conversation's turns. */
export function turnsOf(conversationId: string): string {
  return `${conversationId}/turns`;
}

function observationsOf(conversationId: string): string {
  return `${conversationId}/observations`;
}
