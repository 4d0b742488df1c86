import { beforeAll, describe, expect, it, vi } from 'vitest';
import { FILTER_KINDS } from '../synthetic/filter-kinds.js';
import type * as vectorPool from '../synthetic/vector-pool.js';
import { measureFilters } from './filters.js';
import type { Report } from './report.js';

vi.mock('../synthetic/vector-pool.js', async (load) => {
  const real = await load<typeof vectorPool>();
  const vectors = Int8Array.from({ length: 8 * 16 }, (_, place) => ((place * 37) % 255) - 127);
  return { ...real, readVectorPool: async () => real.createVectorPool(vectors, 16) };
});

const options = { seed: 1, rounds: 2, seconds: null, sizes: [60, 90], say: () => undefined };

describe('measureFilters', () => {
  let report: Report;
  beforeAll(async () => void (report = await measureFilters(options)));

  it('has a row for every kind and share at every size, under its headings', () => {
    const { rows, headings } = report;
    expect(rows).toHaveLength(2 * FILTER_KINDS.length * 4);
    expect(new Set(rows.map(([memories]) => memories))).toEqual(new Set([60, 90]));
    for (const row of rows) expect(row).toHaveLength(headings.length);
  });

  it('lets the more memories pass the larger the share is', () => {
    const { rows } = report;
    for (const { name } of FILTER_KINDS) {
      const passed = rows.filter(([memories, kind]) => memories === 90 && kind === name).map((row) => Number(row[3]));
      expect(passed[0], name).toBeLessThan(5);
      expect(passed[2], name).toBeGreaterThan(passed[0] ?? Number.NaN);
      expect(passed[3], name).toBeGreaterThan(passed[2] ?? Number.NaN);
    }
  });

  it('sets goals at the size that they are meant for only, and tells the bytes of every size', () => {
    const { goals, notes } = report;
    expect(goals).toEqual([]);
    expect(notes.filter((note) => /^Bytes a memory of (60|90),/.test(note))).toHaveLength(2);
  });

  it('stops where no round was asked for', async () => {
    await expect(measureFilters({ ...options, rounds: 0 })).rejects.toThrow('at least one round');
  });
});
