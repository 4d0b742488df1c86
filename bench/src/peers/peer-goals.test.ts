import { describe, expect, it } from 'vitest';
import { createContestantFigures } from './peer-figures-fixture.js';
import { toPeerGoals } from './peer-goals.js';

describe('toPeerGoals', () => {
  it('wants the service twenty points ahead of each peer, and a hundred times as fast as mem0', () => {
    const goals = toPeerGoals([
      createContestantFigures('service', 83.3, 250),
      createContestantFigures('mem0', 63.3, 2.5),
      createContestantFigures('minisearch', 63.4, 3000),
    ]);
    expect(goals).toEqual([
      { figure: 'points ahead of mem0 in R@10 of evidence', value: 20, goal: '≥ 20', isMet: true },
      { figure: 'points ahead of minisearch in R@10 of evidence', value: 19.9, goal: '≥ 20', isMet: false },
      { figure: "times mem0's queries a second at 10000", value: 100, goal: '≥ 100', isMet: true },
    ]);
  });

  it('has no goal of recall on other sets, and none of speed without mem0', () => {
    const ours = createContestantFigures('service', 90, 250, 'paraphrases');
    expect(toPeerGoals([ours, createContestantFigures('minisearch', 10, 3000, 'paraphrases')])).toEqual([]);
    expect(toPeerGoals([ours, createContestantFigures('mem0', 10, 25, 'paraphrases')])).toEqual([
      { figure: "times mem0's queries a second at 10000", value: 10, goal: '≥ 100', isMet: false },
    ]);
  });
});
