import { describe, expect, it } from 'vitest';
import { toGroups } from './calibration-sizes.js';
import type { LocomoConversation } from './locomo-dataset.js';

function conversation(id: string, turns: number, evidences: readonly (readonly string[])[]): LocomoConversation {
  return {
    id,
    turns: Array.from({ length: turns }, (_, place) => ({
      id: `t${place}`,
      session: 's',
      text: id,
      occurredAtMs: null,
    })),
    observations: [{ id: 'o', session: 's', text: 'a fact', occurredAtMs: null, evidence: ['t0'] }],
    questions: evidences.map((evidence) => ({ text: `about ${evidence.join(' ')}`, category: 1, evidence })),
    speakers: ['Ada', 'Tomo'],
    unanswerable: ['Why?'],
  };
}

describe('toGroups', () => {
  const long = conversation('ada', 25, [['t1'], ['t9', 't10'], ['t12', 't19'], ['t24']]);
  const short = conversation('ilse', 19, [['t3', 't4'], ['t15']]);

  it('puts turns in a row into whole stores, one of each conversation in a group', () => {
    const groups = toGroups([long, short], 10);
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['ada/0', 'ilse/0']]);
    expect(groups[0]?.[0]?.turns.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, place) => `t${place}`));
    expect(toGroups([long, { ...long, id: 'piet' }], 10).map((group) => group.map(({ id }) => id))).toEqual([
      ['ada/0', 'piet/0'],
      ['ada/10', 'piet/10'],
    ]);
  });

  it('keeps the questions that a store answers by itself, and nothing else', () => {
    const [first] = toGroups([long, short], 10);
    expect(first?.map(({ questions }) => questions.map(({ text }) => text))).toEqual([['about t1'], ['about t3 t4']]);
    expect(first?.flatMap(({ observations, unanswerable }) => [...observations, ...unanswerable])).toEqual([]);
  });
});
