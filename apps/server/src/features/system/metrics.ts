import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AnsweredRequest } from '../../http/answered-requests.js';

/** Sizes that are read when the metrics are asked for. */
export interface Gauges {
  readonly writeQueueLength: () => number;
  readonly recallIndexes: () => number;
  readonly recallIndexBytes: () => number;
  readonly recallQueueLength: () => number;
  readonly embedderQueueLength: () => number;
  readonly knownKeys: () => number;
}

/** What the process tells Prometheus. No label ever holds a key, an id or a name of a tenant. */
export interface Metrics {
  observe(answered: AnsweredRequest): void;
  render(): Promise<string>;
}

const DURATION_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the metrics with a registry of their own. */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['route'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const errors = new Counter({
    name: 'http_errors_total',
    help: 'Answers with an error, by its code.',
    labelNames: ['code'],
    registers,
  });
  addGauges(registry, gauges);

  return {
    observe({ method, route, status, errorCode, durationMs }) {
      requests.inc({ method: KNOWN_METHODS.has(method) ? method : 'other', route, status });
      durations.observe({ route }, durationMs / 1_000);
      if (errorCode !== null) errors.inc({ code: errorCode });
    },
    render: () => registry.metrics(),
  };
}

const KNOWN_METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

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
  add('auth_known_keys', 'API keys in the cache of this process.', gauges.knownKeys);
}
