import { asRecord, asRecords } from '../harness/json.js';
import type { HttpClient } from '../harness/http-client.js';
import type { LocomoConversation, LocomoDocument } from './locomo-dataset.js';
import type { Ranker } from './score-ranker.js';

/** Ranks by asking the started server over HTTP, and keeps how long each question about turns took. */
export interface ServiceRanker extends Ranker {
  readonly latenciesMs: readonly number[];
  /** What each question was answered with, in the order of asking: ids of the data set. */
  readonly rankings: readonly (readonly string[])[];
}

// The measure's own settings: everything is ranked, and recall is looked at to place 20.
const EVERYTHING = { relevance_threshold: 0, max_memories: 20 };

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
  const rank = async (namespace: string, context: string): Promise<string[]> => {
    const answer = await client.send({
      method: 'POST',
      path: '/v1/query',
      body: { context, namespace, ...EVERYTHING },
    });
    const { memories } = asRecord(asRecord(answer.body)['data']);
    if (namespace.endsWith('/turns')) latenciesMs.push(answer.durationMs);
    const ranking = asRecords(memories).map(({ id }) => documentOf.get(String(id)) ?? String(id));
    rankings.push(ranking);
    return ranking;
  };
  return {
    latenciesMs,
    rankings,
    rankTurns: ({ id }, question) => rank(turnsOf(id), question),
    rankObservations: ({ id }, question) => rank(observationsOf(id), question),
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

function turnsOf(conversationId: string): string {
  return `${conversationId}/turns`;
}

function observationsOf(conversationId: string): string {
  return `${conversationId}/observations`;
}
