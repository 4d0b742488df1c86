import { describe, expect, it } from 'vitest';
import { timeSpan, withinSpan } from './load.js';

describe('withinSpan', () => {
  it('takes the requests that were under way within the span, also in part', () => {
    const load = { requests: 4, failures: 0, requestsPerSecond: 1 };
    const latenciesMs = [10, 50, 20, 30];
    // They began at 90, 160, 200 and 230.
    const endedAtMs = [100, 210, 220, 260];
    expect(withinSpan({ ...load, latenciesMs, endedAtMs }, { fromMs: 150, toMs: 210 })).toEqual([50, 20]);
    expect(withinSpan({ ...load, latenciesMs, endedAtMs }, { fromMs: 205, toMs: 240 })).toEqual([50, 20, 30]);
  });
});

describe('timeSpan', () => {
  it('tells when work began and ended', async () => {
    const beforeMs = performance.timeOrigin + performance.now();
    const { fromMs, toMs } = await timeSpan(async () => undefined);
    expect(fromMs).toBeGreaterThanOrEqual(beforeMs);
    expect(toMs).toBeGreaterThanOrEqual(fromMs);
  });
});
