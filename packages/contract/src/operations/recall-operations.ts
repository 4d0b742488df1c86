import { QueryBody, QueryResult } from '../schemas/query.js';
import { EXAMPLE_MEMORY } from './examples.js';
import { BODY_ERRORS, JSON_BODY, SCOPE_ERRORS, type Operation } from './operation.js';

/** Operations of the room `recall`. */
export const RECALL_OPERATIONS = {
  queryMemories: {
    method: 'POST',
    path: '/v1/query',
    summary: 'Find memories by meaning',
    description:
      'Finds the memories of a namespace that answer a question or fit what is being talked about, best first. Only those whose `relevance_score` reaches `relevance_threshold` come back: a question about something never stored mostly comes back empty. Where the question names a time ("last week", "in May 2023"), memories whose `occurred_at` lies in it are favoured. It changes nothing.',
    tag: 'recall',
    scope: 'read',
    idempotent: false,
    contentTypes: JSON_BODY,
    body: QueryBody,
    trimmedFields: ['context'],
    response: { status: 200, schema: QueryResult, description: 'What was found.' },
    errors: [...SCOPE_ERRORS, ...BODY_ERRORS, 'EMBEDDER_UNAVAILABLE'],
    examples: {
      bodies: {
        question: { summary: 'A question', value: { context: 'Which seat should I book for the user?' } },
        narrow: {
          summary: 'The best three of one user, filtered',
          value: {
            context: 'Which seat should I book for the user?',
            max_memories: 3,
            relevance_threshold: 0.6,
            namespace: 'user:4711',
            metadata_filter: { category: 'preference' },
          },
        },
        time: {
          summary: 'A question that names a time, with the score explained',
          value: {
            context: 'Where did the user fly last week?',
            reference_time: '2026-01-15T10:30:00.000Z',
            explain: true,
          },
        },
      },
      response: {
        memories: [
          {
            ...EXAMPLE_MEMORY,
            relevance_score: 0.87,
            relevance_reasoning: 'says “seat” and is close in meaning',
          },
        ],
        query_context: 'Which seat should I book for the user?',
        total_memories_searched: 128,
      },
    },
  },
} as const satisfies Record<string, Operation>;
