import { describe, expect, it } from 'vitest';
import { compareRounds, takeTurns, toComparison } from './compare-rounds.js';

describe('compareRounds', () => {
  it('takes the median of each figure, and that of the ratios of the rounds', () => {
    const rounds = [
      { sqlite: { getMs: 1 }, postgres: { getMs: 2 } },
      { sqlite: { getMs: 10 }, postgres: { getMs: 11 } },
      { sqlite: { getMs: 2 }, postgres: { getMs: 6 } },
    ];
    expect(compareRounds(rounds)).toEqual({ getMs: { sqlite: 2, postgres: 6, ratio: 2 } });
  });

  it('has nothing to say of no rounds, and no number for what is missing', () => {
    expect(compareRounds([])).toEqual({});
    expect(toComparison(1)).toEqual({ sqlite: 1, postgres: Number.NaN, ratio: Number.NaN });
  });
});

describe('takeTurns', () => {
  it('measures one engine after the other in each round', async () => {
    const calls: string[] = [];
    const rounds = await takeTurns({ sqlite: 'a', postgres: 'b' }, 2, async (subject, round) => {
      calls.push(`${subject}${round}`);
      return { place: calls.length };
    });
    expect(calls).toEqual(['a0', 'b0', 'a1', 'b1']);
    expect(rounds).toEqual([
      { sqlite: { place: 1 }, postgres: { place: 2 } },
      { sqlite: { place: 3 }, postgres: { place: 4 } },
    ]);
  });
});
