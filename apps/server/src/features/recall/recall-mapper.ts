import type { FoundMemory } from '@memory-api/contract';
import type { Explanation } from '@memory-api/recall';
import type { RecallHit } from './recall-protocol.js';

/** What a caller asked for of each memory that is found. */
export interface HitOptions {
  readonly includeMetadata: boolean;
  /** The score that a memory has to have, in [0, 1]. */
  readonly threshold: number;
}

/** A memory that was found, in the shape of the wire. */
export function toWireHit(
  { memory, score, reasoning, explanation }: RecallHit,
  { includeMetadata, threshold }: HitOptions,
): FoundMemory {
  return {
    id: memory.id,
    text: memory.text,
    relevance_score: toWireScore(score, threshold),
    relevance_reasoning: reasoning,
    ...(explanation !== undefined && { explanation: toWireExplanation(explanation) }),
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

// The sum of thirty shares, each rounded to six decimals, still gives the score to its four.
const SHARE_STEPS = 1_000_000;

function toWireExplanation({ features }: Explanation): NonNullable<FoundMemory['explanation']> {
  const rounded = features.map(({ name, value, share }) => ({ name, value: toStep(value), share: toStep(share) }));
  return { features: rounded, log_odds: toStep(rounded.reduce((sum, { share }) => sum + share, 0)) };
}

function toStep(value: number): number {
  return Math.round(value * SHARE_STEPS) / SHARE_STEPS;
}

const SCORE_STEPS = 10_000;

/** Four decimals say more than a score knows. Nothing is rounded to below what was asked for. */
function toWireScore(score: number, threshold: number): number {
  return Math.max(Math.round(score * SCORE_STEPS) / SCORE_STEPS, threshold);
}

function toWireTime(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
