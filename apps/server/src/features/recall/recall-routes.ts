import {
  DEFAULT_MAX_MEMORIES,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEVANCE_THRESHOLD,
  parseTimestamp,
} from '@memory-api/contract';
import type { QueryBody } from '@memory-api/contract';
import { parseMetadataFilter } from '@memory-api/recall';
import type { MetadataFilter } from '@memory-api/recall';
import type { FastifyInstance } from 'fastify';
import { createValidationError } from '../../http/error-answer.js';
import { registerOperation } from '../../http/route.js';
import type { Recall, RecallRequest, RecallResult } from './recall.js';
import { toWireHit } from './recall-mapper.js';

/** The routes of the room `recall`, as a plugin. */
export function createRecallRoutes({ recall }: { readonly recall: Recall }): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'queryMemories', async ({ body }, context) => {
      const namespace = body.namespace ?? DEFAULT_NAMESPACE;
      const request = toRecallRequest(body, context.nowMs);
      const found = await recall.query(context.caller.tenant, namespace, request, context.signal);
      if (found.tokens !== null) {
        context.usage.modelCalls += 1;
        context.usage.embeddings += 1;
        context.usage.tokensInput += found.tokens;
      }
      context.usage.memoriesRead += found.hits.length;
      const options = { includeMetadata: body.include_metadata ?? true, threshold: request.threshold };
      return {
        data: {
          memories: found.hits.map((hit) => toWireHit(hit, options)),
          query_context: body.context,
          total_memories_searched: found.searched,
        },
        headers: { 'server-timing': toServerTiming(found) },
      };
    });
  };
}

function toRecallRequest(body: QueryBody, nowMs: number): RecallRequest {
  return {
    text: body.context.trim(),
    maxMemories: body.max_memories ?? DEFAULT_MAX_MEMORIES,
    threshold: body.relevance_threshold ?? DEFAULT_RELEVANCE_THRESHOLD,
    filter: body.metadata_filter ? readMetadataFilter(body.metadata_filter) : undefined,
    nowMs,
    referenceMs: readReferenceTime(body.reference_time) ?? nowMs,
    explain: body.explain ?? false,
  };
}

// The format was checked; of what it lets through, a day that doesn't exist is no time.
function readReferenceTime(text: QueryBody['reference_time']): number | undefined {
  if (text === null || text === undefined) return undefined;
  const timeMs = parseTimestamp(text);
  if (timeMs !== null) return timeMs;
  throw createValidationError([{ field: 'reference_time', message: 'must be an RFC 3339 date-time' }]);
}

function readMetadataFilter(value: NonNullable<QueryBody['metadata_filter']>): MetadataFilter {
  const parsed = parseMetadataFilter(value);
  if (parsed.ok) return parsed.filter;
  const errors = parsed.errors.map(({ path, message }) => ({
    field: path === '' ? 'metadata_filter' : `metadata_filter.${path}`,
    message,
  }));
  throw createValidationError(errors);
}

/** Where the time went, as browsers and `curl -i` show it (W3C Server Timing). */
function toServerTiming({ embedMs, timings }: RecallResult): string {
  const { storeMs: store, vectorsMs: vectors, termsMs: terms, scoringMs: scoring } = timings;
  return Object.entries({ embed: embedMs, store, vectors, terms, scoring })
    .map(([name, durationMs]) => `${name};dur=${durationMs.toFixed(2)}`)
    .join(', ');
}
