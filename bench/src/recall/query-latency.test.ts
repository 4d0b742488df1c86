import { describe, expect, it } from 'vitest';
import { toQueryFigures } from './query-latency.js';

const answerOf = (durationMs: number, timing: string) => ({ durationMs, headers: { 'server-timing': timing } });
const TIMING = 'embed;dur=2, store;dur=1, vectors;dur=3, terms;dur=0.5, scoring;dur=1.5';

describe('figures of queries', () => {
  it('leave the embedder out and keep the rest of what the server counts', () => {
    const { withoutEmbedderMs, queryMs } = toQueryFigures([answerOf(10, TIMING), answerOf(12, TIMING)]);
    expect([withoutEmbedderMs.p50, withoutEmbedderMs.count]).toEqual([6, 2]);
    expect([queryMs.p50, queryMs.p95]).toEqual([10, 12]);
  });

  it('share the whole latency out, what the server does not count included', () => {
    const { shares } = toQueryFigures([answerOf(10, TIMING)]);
    expect(shares['embed']).toBeCloseTo(0.2);
    expect(shares['rest']).toBeCloseTo(0.2);
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('are no numbers where a server does not say where its time went', () => {
    expect(toQueryFigures([answerOf(10, '')]).withoutEmbedderMs.p50).toBeNaN();
  });
});
