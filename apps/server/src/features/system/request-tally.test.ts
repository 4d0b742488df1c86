import { describe, expect, it } from 'vitest';
import { createRequestTally, DURATION_BUCKETS_SECONDS } from './request-tally.js';

const answered = { method: 'GET', route: '/v1/memories', status: 200, errorCode: null, durationMs: 1 };

describe('createRequestTally', () => {
  it('counts requests that are alike together, and others apart', () => {
    const tally = createRequestTally();
    tally.add(answered);
    tally.add({ ...answered, durationMs: 3 });
    tally.add({ ...answered, status: 404, errorCode: 'MEMORY_NOT_FOUND' });
    tally.add({ ...answered, method: 'POST', status: 201 });
    const counts = [...tally.counts()].map(({ method, status, errorCode, count }) => [
      method,
      status,
      errorCode,
      count,
    ]);
    expect(counts).toEqual([
      ['GET', 200, null, 2],
      ['GET', 404, 'MEMORY_NOT_FOUND', 1],
      ['POST', 201, null, 1],
    ]);
  });

  it('adds the times up, in seconds', () => {
    const tally = createRequestTally();
    for (const durationMs of [500, 250]) tally.add({ ...answered, durationMs });
    expect([...tally.counts()][0]?.sumSeconds).toBeCloseTo(0.75, 9);
  });

  it.each([
    [0, 0],
    [1, 0],
    [1.001, 1],
    [10_000, DURATION_BUCKETS_SECONDS.length - 1],
    [10_001, DURATION_BUCKETS_SECONDS.length],
  ])('puts %s ms into bucket %i', (durationMs, bucket) => {
    const tally = createRequestTally();
    tally.add({ ...answered, durationMs });
    const [count] = tally.counts();
    expect(count?.buckets.indexOf(1)).toBe(bucket);
    expect(count?.buckets.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('makes one series of all methods that callers invent', () => {
    const tally = createRequestTally();
    for (const method of ['BREW', 'PROPFIND']) tally.add({ ...answered, method });
    expect([...tally.counts()].map(({ method, count }) => [method, count])).toEqual([['other', 2]]);
  });
});
