import type { FoundMemory } from '@memory-api/contract';
import type { RecallHit } from './recall-protocol.js';

/** A memory that was found, in the shape of the wire. */
export function toWireHit({ memory, score, reasoning }: RecallHit, includeMetadata: boolean): FoundMemory {
  return {
    id: memory.id,
    text: memory.text,
    relevance_score: score,
    relevance_reasoning: reasoning,
    ...(includeMetadata && { metadata: memory.metadata }),
    namespace: memory.namespace,
    session_id: memory.sessionId,
    occurred_at: toWireTime(memory.occurredAtMs),
    expires_at: toWireTime(memory.expiresAtMs),
    version: memory.version,
    created_at: new Date(memory.createdAtMs).toISOString(),
    updated_at: new Date(memory.updatedAtMs).toISOString(),
  };
}

function toWireTime(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
