import { parentPort, workerData } from 'node:worker_threads';
import { invariant, isApiError, messageOf } from '@memory-api/contract';
import { createNamespaceIndex } from '@memory-api/recall';
import { openRecallSource } from '@memory-api/storage';
import { answerQuestion } from './answer-question.js';
import { createIndexCache } from './index-cache.js';
import type { FromRecallWorker, RecallFailure, RecallWorkerSettings, ToRecallWorker } from './recall-protocol.js';

// The entry of a recall worker: a thread that holds the indexes of its namespaces, and reads the store over a
// connection of its own.

invariant(parentPort !== null, 'the recall worker runs as a worker thread');
const port = parentPort;
const settings = workerData as RecallWorkerSettings;
const source = await openRecallSource(settings.source);
const indexes = createIndexCache({
  source,
  createIndex: (model) =>
    createNamespaceIndex({ dimensions: model?.dimensions ?? NO_VECTORS, nowHighResMs: () => performance.now() }),
  budgetBytes: settings.budgetBytes,
});
// An index of no memories: any length will do.
const NO_VECTORS = 1;
const asked = new Map<number, AbortController>();

port.on('message', (message: ToRecallWorker) => {
  if (message.kind === 'ask') void answer(message);
  else if (message.kind === 'forget') asked.get(message.id)?.abort();
  else void close();
});

async function answer({ id, question }: Extract<ToRecallWorker, { kind: 'ask' }>): Promise<void> {
  const controller = new AbortController();
  asked.set(id, controller);
  const reply = await answerQuestion(question, { indexes, source, signal: controller.signal }).then(
    (found): FromRecallWorker => ({ kind: 'answer', id, answer: found, stats: indexes.stats() }),
    (error: unknown): FromRecallWorker => ({ kind: 'failure', id, failure: toFailure(error), stats: indexes.stats() }),
  );
  asked.delete(id);
  port.postMessage(reply);
}

function toFailure(error: unknown): RecallFailure {
  return {
    code: isApiError(error) ? error.code : null,
    message: messageOf(error),
    stack: error instanceof Error ? error.stack : undefined,
  };
}

async function close(): Promise<void> {
  for (const controller of asked.values()) controller.abort();
  await source.close();
  port.close();
}
