import { Type, type Static } from 'typebox';

import {
  DEFAULT_MAX_MEMORIES,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEVANCE_THRESHOLD,
  MAX_MAX_MEMORIES,
  MAX_TEXT_CHARACTERS,
} from '../bounds.js';
import { MemoryId, Metadata, MetadataFilter, Namespace, SessionId, nullable, timestamp } from './fields.js';

/** Body of `POST /v1/query`. */
export const QueryBody = Type.Object(
  {
    context: Type.String({
      minLength: 1,
      maxLength: MAX_TEXT_CHARACTERS,
      pattern: '\\S',
      description:
        'A question, or what is being talked about. 1–50,000 characters, counted after blanks at both ends are cut off.',
      examples: ['Which seat should I book for the user?'],
    }),
    max_memories: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_MAX_MEMORIES,
        default: DEFAULT_MAX_MEMORIES,
        description: 'Most memories to return.',
      }),
    ),
    relevance_threshold: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        default: DEFAULT_RELEVANCE_THRESHOLD,
        description:
          'Lowest `relevance_score` to return. 0.5 is even odds that the memory answers; 0 returns the best whatever their score.',
      }),
    ),
    include_metadata: Type.Optional(
      Type.Boolean({ default: true, description: 'Whether the memories come with their `metadata`.' }),
    ),
    metadata_filter: Type.Optional(nullable(MetadataFilter)),
    namespace: Type.Optional(nullable(Type.String({ ...Namespace, default: DEFAULT_NAMESPACE }))),
    reference_time: Type.Optional(
      nullable(
        timestamp(
          'The "now" of the question, for words such as "yesterday" or "last week". Left out: the time of the request. Expiry keeps to the server\'s clock, whatever is given here.',
        ),
      ),
    ),
    explain: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether each memory comes with its `explanation`: what was measured, and what each measure counted.',
      }),
    ),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/query`. */
export type QueryBody = Static<typeof QueryBody>;

/** One thing that was measured, and what it counted. */
export const ExplanationFeature = Type.Object({
  name: Type.String({
    description:
      'What was measured, such as `meaning`, `words` or `from_the_time_asked_about`; `docs/recall.md` tells of each. A later version may measure other things.',
    examples: ['meaning'],
  }),
  value: Type.Number({ description: 'What was measured, in the unit of the feature; most lie between 0 and 1.' }),
  share: Type.Number({
    description: 'What it added to the logarithm of the odds; below 0 it spoke against the memory.',
  }),
});

/** Why a memory has the score that it has. */
export const Explanation = Type.Object(
  {
    features: Type.Array(ExplanationFeature, {
      description: 'In a fixed order. The shares add up to `log_odds`.',
    }),
    log_odds: Type.Number({
      description: 'Sum of the shares: `relevance_score` is 1 ÷ (1 + e^−log_odds), to four decimals.',
    }),
  },
  { description: 'Where `explain` asked for it: why the memory has its score.' },
);

/** A memory that was found. */
export const FoundMemory = Type.Object({
  id: MemoryId,
  text: Type.String({ description: 'What is remembered.' }),
  relevance_score: Type.Number({
    minimum: 0,
    maximum: 1,
    description:
      'Probability that the memory answers: 0.9 and up highly relevant, 0.7–0.9 relevant, 0.5–0.7 possibly, below likely not.',
  }),
  relevance_reasoning: Type.String({
    description: 'In a few words, from what was computed, why it was found. At most 120 characters.',
  }),
  explanation: Type.Optional(Explanation),
  metadata: Type.Optional(Metadata),
  namespace: Namespace,
  session_id: nullable(SessionId),
  occurred_at: nullable(timestamp('When the thing remembered happened; null: not told.')),
  expires_at: nullable(timestamp('From when on the memory is gone; null: never.')),
  version: Type.Integer({ minimum: 1, description: 'Version of the memory.' }),
  created_at: timestamp('When the memory was stored.'),
  updated_at: timestamp('When it was last changed.'),
});
/** A memory that was found. */
export type FoundMemory = Static<typeof FoundMemory>;

/** Answer of `POST /v1/query`. */
export const QueryResult = Type.Object({
  memories: Type.Array(FoundMemory, { description: 'Best first; empty when nothing reaches the threshold.' }),
  query_context: Type.String({ description: 'The context that was asked for.' }),
  total_memories_searched: Type.Integer({
    minimum: 0,
    description: 'Memories of the namespace that were looked at, after the filter.',
  }),
});
/** Answer of `POST /v1/query`. */
export type QueryResult = Static<typeof QueryResult>;
