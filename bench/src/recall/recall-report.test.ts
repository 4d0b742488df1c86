import { describe, expect, it } from 'vitest';
import type { NamespacesFigures } from './many-namespaces.js';
import type { RecallSizeFigures } from './measure-recall.js';
import { toRecallReport } from './recall-report.js';

const summary = (p50: number, p95 = p50) => ({ count: 10, p50, p95, p99: p95, max: p95 });

function sizeOf(memories: number, more: Partial<RecallSizeFigures> = {}): RecallSizeFigures {
  return {
    memories,
    loadMs: 2900,
    othersMs: summary(8),
    bytesAMemory: 1500,
    queryMs: summary(5, 9),
    withoutEmbedderMs: summary(4),
    scanMs: summary(1),
    embedderMs: summary(2),
    shares: { embed: 0.4, store: 0.1, vectors: 0.2, terms: 0.1, scoring: 0.1, rest: 0.1 },
    crowd: { getMs: summary(20), queryMs: summary(90), failures: 0 },
    ingestedPerSecond: 5000,
    ...more,
  };
}

const namespaces: NamespacesFigures = {
  namespaces: 2000,
  memories: 40_000,
  seconds: 20,
  queries: 900,
  writes: 18,
  held: 180,
  lost: 0,
  queryMs: summary(5),
  growth: 1,
  residentMb: 300,
};

function missed(sizes: readonly RecallSizeFigures[], more: Partial<NamespacesFigures> = {}): string[] {
  const { goals } = toRecallReport({ questions: 10, sizes, namespaces: { ...namespaces, ...more } });
  return goals.filter(({ isMet }) => !isMet).map(({ figure }) => figure);
}

describe('the report of recall', () => {
  const sizes = [10_000, 100_000, 1_000_000].map((memories) => sizeOf(memories));

  it('has a row for each size under its headings', () => {
    const { rows, headings } = toRecallReport({ questions: 10, sizes, namespaces });
    expect(rows.map(([memories]) => memories)).toEqual([10_000, 100_000, 1_000_000]);
    for (const row of rows) expect(row).toHaveLength(headings.length);
  });

  it('finds every goal met at its bound', () => {
    expect(missed(sizes)).toEqual([]);
  });

  it.each<[string, Partial<RecallSizeFigures>]>([
    ['query p95 ms', { queryMs: summary(5, 20.1) }],
    ['without the embedder, p50 ms beyond 2 × usearch', { withoutEmbedderMs: summary(4.1) }],
    ['GET p99 ms under 20 queries at once', { crowd: { getMs: summary(26), queryMs: summary(1), failures: 0 } }],
    ['memories taken in a second', { ingestedPerSecond: 4999 }],
    ['bytes a memory', { bytesAMemory: 1537 }],
    ['load ms', { loadMs: 3001 }],
    ['another namespace while it loads, p95 ms', { othersMs: summary(51) }],
  ])('says that the goal of "%s" is missed', (figure, more) => {
    expect(missed([sizeOf(100_000, more)])).toEqual([`${figure} at 100000`]);
  });

  it('gives small namespaces less time for a query than large ones', () => {
    const slow = { queryMs: summary(5, 15) };
    expect(missed([sizeOf(500, slow), sizeOf(10_001, slow), sizeOf(200_000, slow)])).toEqual(['query p95 ms at 500']);
  });

  it('judges growth where sizes are tenfold, up to 100,000', () => {
    const times = [1, 6.1, 99].map((p50, place) => sizeOf(10_000 * 10 ** place, { queryMs: summary(p50) }));
    expect(missed(times)).toContain('query p50 at 100000 ÷ at 10000');
    expect(missed(times).filter((figure) => figure.includes('÷'))).toHaveLength(1);
  });

  it('says what small namespaces lost, and that they grew or were all held', () => {
    expect(missed(sizes, { lost: 1, growth: 1.2, held: 2000 })).toHaveLength(3);
  });

  it('is broken by a lost memory or a failed read, not by a missed goal', () => {
    const broken = (more: Partial<RecallSizeFigures>, lost = 0) =>
      toRecallReport({ questions: 1, sizes: [sizeOf(10, more)], namespaces: { ...namespaces, lost } }).isBroken;
    expect(broken({ ingestedPerSecond: 1 })).toBe(false);
    expect(broken({ crowd: { getMs: summary(1), queryMs: summary(1), failures: 1 } })).toBe(true);
    expect(broken({}, 1)).toBe(true);
  });
});
