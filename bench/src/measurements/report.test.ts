import { describe, expect, it } from 'vitest';
import { atLeast, atMost, toGoalTable } from './report.js';

describe('goals', () => {
  it('are met at their bound and missed beyond it', () => {
    expect([atLeast('rate', 500, 500), atLeast('rate', 499, 500)].map(({ isMet }) => isMet)).toEqual([true, false]);
    expect([atMost('p95', 10, 10), atMost('p95', 10.1, 10)].map(({ isMet }) => isMet)).toEqual([true, false]);
  });

  it('are missed by what could not be measured', () => {
    expect(atLeast('rate', Number.NaN, 1).isMet).toBe(false);
    expect(atMost('p95', Number.NaN, 1).isMet).toBe(false);
  });

  it('are laid out with what came of each', () => {
    const [, , met, missed] = toGoalTable([atLeast('rate', 500, 400), atMost('p95', 12, 10)]).split('\n');
    expect(met).toMatch(/^rate +500 +≥ 400 +met$/u);
    expect(missed).toMatch(/^p95 +12 +≤ 10 +missed$/u);
  });
});
