import { describe, expect, it } from 'vitest';
import { toDurationLines } from './duration-lines.js';
import { createRequestTally } from './request-tally.js';

const answered = { method: 'GET', route: '/v1/memories', status: 200, errorCode: null, durationMs: 2 };

describe('toDurationLines', () => {
  it('writes buckets that add up, a sum and a count for each route', () => {
    const tally = createRequestTally();
    tally.add(answered);
    tally.add({ ...answered, status: 404, durationMs: 20 });
    tally.add({ ...answered, durationMs: 60_000 });
    tally.add({ ...answered, route: '/health', durationMs: 1 });
    const lines = toDurationLines(tally.counts()).split('\n');
    expect(lines[1]).toBe('# TYPE http_request_duration_seconds histogram');
    for (const line of [
      'http_request_duration_seconds_bucket{le="0.001",route="/v1/memories"} 0',
      'http_request_duration_seconds_bucket{le="0.0025",route="/v1/memories"} 1',
      'http_request_duration_seconds_bucket{le="0.025",route="/v1/memories"} 2',
      'http_request_duration_seconds_bucket{le="10",route="/v1/memories"} 2',
      'http_request_duration_seconds_bucket{le="+Inf",route="/v1/memories"} 3',
      'http_request_duration_seconds_count{route="/v1/memories"} 3',
      'http_request_duration_seconds_bucket{le="0.001",route="/health"} 1',
      'http_request_duration_seconds_sum{route="/health"} 0.001',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('ends with a line break, also where nothing was counted', () => {
    expect(toDurationLines([])).toMatch(/histogram\n$/);
  });
});
