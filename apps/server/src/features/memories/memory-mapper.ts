import type { Memory } from '@memory-api/contract';
import type { MemoryRecord } from '@memory-api/storage';

/** A memory in the shape of the wire. */
export function toWireMemory(memory: MemoryRecord): Memory {
  return {
    id: memory.id,
    text: memory.text,
    metadata: memory.metadata,
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
