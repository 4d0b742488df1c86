import type { RecallSource } from '@memory-api/storage';
import type { IndexCache } from './index-cache.js';
import type { RecallAnswer, RecallQuestion } from './recall-protocol.js';

/** What answering a question needs. */
export interface AnswerDependencies {
  readonly indexes: IndexCache;
  readonly source: RecallSource;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

const NOTHING = { hits: [], searched: 0, timings: { vectorsMs: 0, termsMs: 0, scoringMs: 0 } };

/**
 * Answers a question from the index of its namespace and the rows of what it found.
 *
 * @throws the reason of `signal` when it is aborted before the index is searched
 */
export async function answerQuestion(
  { tenant, namespace, query, model }: RecallQuestion,
  { indexes, source, signal }: AnswerDependencies,
): Promise<RecallAnswer> {
  const startedAtMs = performance.now();
  const { filter } = query;
  const found = await indexes.use(
    tenant,
    namespace,
    (index, indexModel) => {
      signal.throwIfAborted();
      const isOther = model !== null && indexModel !== null && model !== indexModel;
      return isOther ? { ...NOTHING, otherModel: indexModel } : { ...index.query(query), otherModel: null };
    },
    (index) => (filter === undefined || signal.aborted ? [] : index.prepare(filter)),
  );
  const memories = await source.getMany(
    tenant,
    namespace,
    found.hits.map(({ id }) => id),
  );
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  const { vectorsMs, termsMs, scoringMs } = found.timings;
  return {
    // A memory that was deleted since the index was read is missing from the rows, and from the answer.
    hits: found.hits.flatMap(({ id, ...hit }) => {
      const memory = byId.get(id);
      return memory === undefined ? [] : [{ memory, ...hit }];
    }),
    searched: found.searched,
    otherModel: found.otherModel,
    timings: { ...found.timings, storeMs: performance.now() - startedAtMs - vectorsMs - termsMs - scoringMs },
  };
}
