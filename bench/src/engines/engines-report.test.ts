import { describe, expect, it } from 'vitest';
import { toComparison } from './compare-rounds.js';
import { toEnginesReport } from './engines-report.js';
import type { SizeFigures } from './measure-size.js';

const size: SizeFigures = {
  memories: 1000,
  requests: {
    getP50Ms: toComparison(2, 3),
    queryP95Ms: toComparison(10, 13),
    firstQueryMs: toComparison(100, 4000),
    unheardOf: toComparison(1, 1),
  },
  bytesAMemory: toComparison(2000, 3000),
  postgresBytes: { database: 9000, total: 5000, tables: { memories: { rows: 4000, indexes: 1000 } } },
  sameAnswers: { questions: 4, at10: 0.99, at20: 0.95, maxScoreDifference: 0.01 },
  checks: { sqlite: { p50: 0.1, p95: 0.2 }, postgres: { p50: 0.5, p95: 0.8 } },
  twoNodes: { oneNodePerSecond: 100, twoNodesPerSecond: 150, ratio: 1.5 },
};

const goalsOf = (...sizes: readonly SizeFigures[]) =>
  Object.fromEntries(toEnginesReport(sizes, 3).goals.map(({ figure, isMet }) => [figure, isMet]));

describe('rows of the report', () => {
  const { rows, headings } = toEnginesReport([size], 3);
  const byName = new Map(rows.map((row) => [row[1], row]));

  it('set both engines and their ratio beside each other, under names for people', () => {
    expect(byName.get('get, p50 ms')).toEqual([1000, 'get, p50 ms', 2, 3, 1.5]);
    expect(byName.get('bytes a memory on disk')?.slice(2)).toEqual([2000, 3000, 1.5]);
  });

  it('have a cell under every heading', () => {
    for (const row of rows) expect(row).toHaveLength(headings.length);
  });

  it('keep the name of a figure that nobody has worded', () => {
    expect(byName.get('unheardOf')).toEqual([1000, 'unheardOf', 1, 1, 1]);
  });

  it('divide the check of PostgreSQL by that of SQLite, at each percentile', () => {
    expect(byName.get('check of freshness, p50 ms')?.slice(2)).toEqual([0.1, 0.5, 5]);
    expect(byName.get('check of freshness, p95 ms')?.slice(2)).toEqual([0.2, 0.8, 4]);
  });

  it('spread the bytes of tables and of the database over the memories', () => {
    expect(byName.get('… of them memories, rows')?.[3]).toBe(4);
    expect(byName.get('… of them memories, indexes')?.[3]).toBe(1);
    expect(byName.get('… of the whole database')?.[3]).toBe(9);
  });

  it('tell of two nodes where they were measured only', () => {
    const without = toEnginesReport([{ ...size, twoNodes: null }], 3).rows;
    expect(byName.get('two nodes ÷ one')?.[3]).toBe(1.5);
    expect(without).toHaveLength(rows.length - 3);
    expect(without.some(([, name]) => String(name).includes('nodes'))).toBe(false);
  });

  it('tell of PgBouncer where it was measured only', () => {
    const checks = { ...size.checks, pgBouncer: { p50: 1, p95: 1.6 } };
    const { rows: withBouncer } = toEnginesReport([{ ...size, checks }], 3);
    expect(withBouncer.filter(([, name]) => String(name).includes('PgBouncer')).map((row) => row.slice(2))).toEqual([
      [0.1, 1, 10],
      [0.2, 1.6, 8],
    ]);
    expect(rows.some(([, name]) => String(name).includes('PgBouncer'))).toBe(false);
  });

  it('leave the check out where one of the engines has none', () => {
    const { rows: without } = toEnginesReport([{ ...size, checks: { sqlite: { p50: 1, p95: 1 } } }], 3);
    expect(without.some(([, name]) => String(name).startsWith('check of freshness'))).toBe(false);
  });
});

describe('goals of the report', () => {
  it('are met at their bounds', () => {
    expect(goalsOf(size)).toEqual({
      'query p95, PostgreSQL ÷ SQLite, at 1000': true,
      'same places of the first 10 at 1000': true,
      'check of freshness, p50 ms, at 1000': true,
      'first query of PostgreSQL at 1000, ms': true,
    });
  });

  it('are missed beyond them, each by its own figure', () => {
    const worse: SizeFigures = {
      ...size,
      requests: { queryP95Ms: toComparison(10, 13.1), firstQueryMs: toComparison(1, 4001) },
      sameAnswers: { ...size.sameAnswers, at10: 0.98 },
      checks: { ...size.checks, postgres: { p50: 0.51, p95: 0.6 }, pgBouncer: { p50: 1.01, p95: 2 } },
    };
    expect(Object.values(goalsOf(worse))).toEqual([false, false, false, false, false]);
  });

  it('are missed by what was not measured', () => {
    const goals = goalsOf({ ...size, requests: {}, checks: {} });
    expect(goals['query p95, PostgreSQL ÷ SQLite, at 1000']).toBe(false);
    expect(goals['check of freshness, p50 ms, at 1000']).toBe(false);
    expect(goals['first query of PostgreSQL at 1000, ms']).toBe(false);
  });

  it('ask for the first query of the largest size alone', () => {
    const first = Object.keys(goalsOf(size, { ...size, memories: 5000 })).filter((name) => name.startsWith('first'));
    expect(first).toEqual(['first query of PostgreSQL at 5000, ms']);
  });

  it('are none where nothing was measured', () => {
    expect(toEnginesReport([], 3).goals).toEqual([]);
  });
});
