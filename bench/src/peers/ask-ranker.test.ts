import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { askAtOnce, askInTurn } from './ask-ranker.js';
import type { AskedText } from './peer-port.js';

const questions = ['a', 'b', 'c'].map((text) => ({ text }));
const asking = { namespace: 'n', questions, limit: 5 };

/** Answers with the question and keeps what was asked, and how many at once. */
function createRanker(delayMs: number) {
  const asked: string[] = [];
  let running = 0;
  let mostAtOnce = 0;
  return {
    asked,
    mostAtOnce: () => mostAtOnce,
    rank: async (namespace: string, { text }: AskedText, limit: number) => {
      asked.push(`${namespace}/${text}/${limit}`);
      mostAtOnce = Math.max(mostAtOnce, ++running);
      await sleep(delayMs);
      running -= 1;
      return [text];
    },
  };
}

describe('askInTurn', () => {
  it('asks all questions, one after the other, and times each', async () => {
    const ranker = createRanker(5);
    const { rankings, latenciesMs } = await askInTurn(ranker, asking, null);
    expect(rankings).toEqual([['a'], ['b'], ['c']]);
    expect(ranker.asked).toEqual(['n/a/5', 'n/b/5', 'n/c/5']);
    expect(ranker.mostAtOnce()).toBe(1);
    expect(latenciesMs).toHaveLength(3);
    for (const latencyMs of latenciesMs) expect(latencyMs).toBeGreaterThanOrEqual(4);
  });

  it('begins no question after its time, and asks one in any case', async () => {
    const { rankings, latenciesMs } = await askInTurn(createRanker(20), asking, 0.001);
    expect(rankings).toEqual([['a']]);
    expect(latenciesMs).toHaveLength(1);
  });
});

describe('askAtOnce', () => {
  it('asks over and over on several lanes, and gives the queries a second', async () => {
    const ranker = createRanker(10);
    const perSecond = await askAtOnce(ranker, asking, { lanes: 2, seconds: 0.3 });
    expect(ranker.mostAtOnce()).toBe(2);
    expect(ranker.asked.slice(0, 4)).toEqual(['n/a/5', 'n/b/5', 'n/c/5', 'n/a/5']);
    expect(perSecond).toBeGreaterThan(0);
    expect(perSecond).toBeLessThanOrEqual(220);
  });
});
