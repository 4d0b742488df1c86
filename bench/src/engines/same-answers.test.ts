import { describe, expect, it } from 'vitest';
import { maxScoreDifference } from './same-answers.js';

describe('maxScoreDifference', () => {
  it('looks at the memories that both have found, wherever they are', () => {
    const left = [
      { id: 'a', score: 0.9 },
      { id: 'b', score: 0.5 },
    ];
    const right = [
      { id: 'b', score: 0.75 },
      { id: 'c', score: 0.1 },
    ];
    expect(maxScoreDifference(left, right)).toBe(0.25);
    expect(maxScoreDifference(left, left)).toBe(0);
  });
});
