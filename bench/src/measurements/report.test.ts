import { describe, expect, it } from 'vitest';
import { atLeast, atMost } from './report.js';

describe('goals', () => {
  it('are met at their bound and missed beyond it', () => {
    expect([atLeast('rate', 500, 500), atLeast('rate', 499, 500)].map(({ isMet }) => isMet)).toEqual([true, false]);
    expect([atMost('p95', 10, 10), atMost('p95', 10.1, 10)].map(({ isMet }) => isMet)).toEqual([true, false]);
  });

  it('are missed by what could not be measured', () => {
    expect(atLeast('rate', Number.NaN, 1).isMet).toBe(false);
    expect(atMost('p95', Number.NaN, 1).isMet).toBe(false);
  });
});
