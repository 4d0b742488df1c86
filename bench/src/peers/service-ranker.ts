import { asRecord } from '../harness/json.js';
import type { HttpClient } from '../harness/http-client.js';
import { queryService } from '../harness/query-service.js';
import type { MemoryRanker, StoredText } from './peer-port.js';

const LANES = 8;

/** The service as a ranker, over HTTP: everything is ranked, whatever its score. */
export function createServiceRanker(client: HttpClient): MemoryRanker {
  const idOf = new Map<string, string>();
  return {
    store: async (namespace, memories) => {
      const waiting = [...memories];
      const drain = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          idOf.set(await storeOne(client, namespace, next), next.id);
        }
      };
      await Promise.all(Array.from({ length: isOrdered(memories) ? 1 : LANES }, drain));
    },
    rank: async (namespace, { text, referenceTime }, limit) => {
      const { found } = await queryService(client, {
        text,
        namespace,
        relevanceThreshold: 0,
        maxMemories: limit,
        ...(referenceTime !== undefined && { referenceTime }),
      });
      return found.map(({ id }) => idOf.get(id) ?? id);
    },
    close: async () => client.close(),
  };
}

/** Within a session the order of writing is the order of what was said. */
function isOrdered(memories: readonly StoredText[]): boolean {
  return memories.some(({ session, occurredAt }) => session !== undefined || occurredAt !== undefined);
}

async function storeOne(client: HttpClient, namespace: string, memory: StoredText): Promise<string> {
  const { text, session, occurredAt } = memory;
  const body = {
    text,
    namespace,
    ...(session !== undefined && { session_id: session }),
    ...(occurredAt !== undefined && { occurred_at: occurredAt }),
  };
  const created = asRecord(await client.sendOk({ method: 'POST', path: '/v1/memories', body }));
  return String(created['id']);
}
