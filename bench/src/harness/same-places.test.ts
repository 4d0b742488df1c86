import { describe, expect, it } from 'vitest';
import { shareOfSamePlaces } from './same-places.js';

describe('shareOfSamePlaces', () => {
  it('counts places, not ids', () => {
    expect(shareOfSamePlaces(['a', 'b', 'c', 'd'], ['a', 'c', 'b', 'd'], 10)).toBe(0.5);
    expect(shareOfSamePlaces(['a', 'b', 'c', 'd'], ['a', 'c', 'b', 'd'], 1)).toBe(1);
  });

  it('counts a place that only one of them has as another', () => {
    expect(shareOfSamePlaces(['a'], ['a', 'b'], 10)).toBe(0.5);
    expect(shareOfSamePlaces(['a', 'b'], ['a'], 10)).toBe(0.5);
    expect(shareOfSamePlaces([], ['a'], 10)).toBe(0);
  });

  it('finds no difference between nothing and nothing', () => {
    expect(shareOfSamePlaces([], [], 10)).toBe(1);
  });
});
