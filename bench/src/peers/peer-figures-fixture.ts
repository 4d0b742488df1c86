import { summarize } from '../harness/percentile.js';
import type { ContestantFigures } from './measure-contestant.js';

/** Figures of a contestant with a recall at 10 and a number of queries a second. */
export function createContestantFigures(
  name: string,
  at10: number,
  queriesPerSecond: number,
  group = 'evidence turns',
): ContestantFigures {
  const recall = { questions: 10, at1: 1, at3: 3, at5: 5, at10, at20: 90, sessionsAt10: null };
  const speed = { memories: 600, latencyMs: summarize([2, 4]), queriesPerSecond: 500 };
  return {
    name,
    packageName: `${name}-package`,
    version: '3.2.1',
    settings: 'all defaults',
    recall: { [group]: recall },
    speed,
    largeSpeed: { ...speed, memories: 10_000, queriesPerSecond },
    largeFoundAt10: 99.5,
  };
}
