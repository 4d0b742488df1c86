import { describe, expect, it } from 'vitest';
import { mean, median, percentile, summarize } from './percentile.js';

const HUNDRED = Array.from({ length: 100 }, (_, place) => 100 - place);

describe('percentile', () => {
  it("is the value that the share of the values doesn't exceed, whatever their order", () => {
    expect(percentile(HUNDRED, 0.95)).toBe(95);
    expect(percentile(HUNDRED, 0.99)).toBe(99);
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
  });

  it('is the smallest at 0 and the largest at 1', () => {
    expect(percentile(HUNDRED, 0)).toBe(1);
    expect(percentile(HUNDRED, 1)).toBe(100);
  });

  it('compares as numbers, not as text', () => {
    expect(percentile([9, 10, 100], 1)).toBe(100);
  });

  it('says NaN of no values', () => {
    expect(percentile([], 0.5)).toBeNaN();
    expect(mean([])).toBeNaN();
  });

  it('leaves its argument as it was', () => {
    const values = [3, 1, 2];
    summarize(values);
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('median and mean', () => {
  it('take the lower middle of an even number of values, and their average', () => {
    expect(median([4, 1, 3, 2])).toBe(2);
    expect(mean([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('summarize', () => {
  it('gives the count and the usual percentiles', () => {
    expect(summarize(HUNDRED)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  });
});
