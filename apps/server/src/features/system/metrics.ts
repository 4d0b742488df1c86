import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { AnsweredRequest } from '../../http/answered-requests.js';
import { toDurationLines } from './duration-lines.js';
import { createRequestTally, type RequestTally } from './request-tally.js';

/** Sizes that are read when the metrics are asked for. */
export interface Gauges {
  readonly writeQueueLength: () => number;
  readonly recallIndexes: () => number;
  readonly recallIndexBytes: () => number;
  readonly recallQueueLength: () => number;
  readonly embedderQueueLength: () => number;
  readonly knownKeys: () => number;
  readonly reembedding: () => {
    readonly memoriesLeft: number;
    readonly namespacesLeft: number;
    readonly embedded: number;
  };
}

/** What the process tells Prometheus. No label ever holds a key, an id or a name of a tenant. */
export interface Metrics {
  observe(answered: AnsweredRequest): void;
  /** In Prometheus' text format, version 0.0.4. */
  render(): Promise<string>;
}

/** Makes the metrics with a registry of their own. */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const tally = createRequestTally();
  collectDefaultMetrics({ register: registry });
  addCounters(registry, tally);
  addGauges(registry, gauges);
  return {
    observe: tally.add,
    render: async () => `${await registry.metrics()}\n${toDurationLines(tally.counts())}`,
  };
}

function addCounters(registry: Registry, tally: RequestTally): void {
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'route', 'status'],
    registers: [],
    collect() {
      this.reset();
      for (const { method, route, status, count } of tally.counts()) this.inc({ method, route, status }, count);
    },
  });
  const errors = new Counter({
    name: 'http_errors_total',
    help: 'Answers with an error, by its code.',
    labelNames: ['code'],
    registers: [],
    collect() {
      this.reset();
      for (const { errorCode, count } of tally.counts()) if (errorCode !== null) this.inc({ code: errorCode }, count);
    },
  });
  registry.registerMetric(requests);
  registry.registerMetric(errors);
}

function addGauges(registry: Registry, gauges: Gauges): void {
  const add = (name: string, help: string, read: () => number): void => {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  };
  add('storage_write_queue_length', 'Writes that wait for the database.', gauges.writeQueueLength);
  add('recall_indexes', 'Indexes of namespaces in memory.', gauges.recallIndexes);
  add('recall_index_bytes', 'Bytes of the indexes in memory.', gauges.recallIndexBytes);
  add('recall_queue_length', 'Queries that wait for an index.', gauges.recallQueueLength);
  add('embedder_queue_length', 'Texts that wait for the embedder.', gauges.embedderQueueLength);
  add(
    'reembedding_memories_left',
    'Memories whose vectors are to be made anew.',
    () => gauges.reembedding().memoriesLeft,
  );
  add('reembedding_namespaces_left', 'Namespaces with such memories.', () => gauges.reembedding().namespacesLeft);
  add('reembedded_memories', 'Memories embedded anew since the start.', () => gauges.reembedding().embedded);
  add('auth_known_keys', 'API keys in the cache of this process.', gauges.knownKeys);
}
