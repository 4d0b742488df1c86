import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

const gauges = {
  writeQueueLength: () => 3,
  recallIndexes: () => 2,
  recallIndexBytes: () => 4_096,
  recallQueueLength: () => 1,
  embedderQueueLength: () => 5,
  knownKeys: () => 7,
  reembedding: () => ({ memoriesLeft: 11, namespacesLeft: 12, embedded: 13 }),
};

const answered = { method: 'GET', route: '/v1/memories/{memory_id}', status: 200, errorCode: null, durationMs: 3 };

describe('createMetrics', () => {
  it('counts requests, their time, and errors by code', async () => {
    const metrics = createMetrics(gauges);
    metrics.observe(answered);
    metrics.observe(answered);
    metrics.observe({ ...answered, status: 404, errorCode: 'MEMORY_NOT_FOUND', durationMs: 30 });
    const text = await metrics.render();
    expect(text).toContain('http_requests_total{method="GET",route="/v1/memories/{memory_id}",status="200"} 2');
    expect(text).toContain('http_requests_total{method="GET",route="/v1/memories/{memory_id}",status="404"} 1');
    expect(text).toContain('http_request_duration_seconds_bucket{le="0.005",route="/v1/memories/{memory_id}"} 2');
    expect(text).toContain('http_request_duration_seconds_count{route="/v1/memories/{memory_id}"} 3');
    expect(text).toContain('http_errors_total{code="MEMORY_NOT_FOUND"} 1');
  });

  it('reads sizes when it is asked', async () => {
    const text = await createMetrics(gauges).render();
    for (const line of [
      'storage_write_queue_length 3',
      'recall_indexes 2',
      'recall_index_bytes 4096',
      'recall_queue_length 1',
      'embedder_queue_length 5',
      'auth_known_keys 7',
      'reembedding_memories_left 11',
      'reembedding_namespaces_left 12',
      'reembedded_memories 13',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
  });

  it('makes no new series of methods that callers invent', async () => {
    const metrics = createMetrics(gauges);
    metrics.observe({ ...answered, method: 'BREW', route: 'unmatched' });
    const text = await metrics.render();
    expect(text).toContain('method="other"');
    expect(text).not.toContain('BREW');
  });
});
