import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeerQuestion, PeerStore } from './peer-data.js';
import { scoreRankings } from './score-rankings.js';

const ask = (rightIds: string[], isOneEnough = false, groups: PeerQuestion['groups'] = ['all']): PeerQuestion => ({
  text: 'Who?',
  groups,
  rightIds,
  isOneEnough,
});

function createStore(questions: readonly PeerQuestion[], sessions: Readonly<Record<string, string>> = {}): PeerStore {
  const memories = ['m1', 'm2', 'm3', 'm4'].map((id) => {
    const session = sessions[id];
    return { id, text: id, ...(session !== undefined && { session }) };
  });
  return { namespace: 'n', memories, questions };
}

describe('scoreRankings', () => {
  it('counts the share of the right memories, averaged over questions, in percent', () => {
    const store = createStore([ask(['m1', 'm2']), ask(['m3'])]);
    const rankings = [
      ['m1', 'x', 'y', 'z', 'm2'],
      ['x', 'y', 'z', 'w', 'v', 'u', 'm3'],
    ];
    expect(scoreRankings([{ store, rankings }])).toEqual({
      all: { questions: 2, at1: 25, at3: 25, at5: 50, at10: 100, at20: 100, sessionsAt10: null },
    });
  });

  it('counts a question as found by any right memory where one is enough', () => {
    const store = createStore([ask(['m1', 'm2'], true)]);
    expect(scoreRankings([{ store, rankings: [['x', 'm2']] }])['all']).toMatchObject({ at1: 0, at3: 100, at20: 100 });
  });

  it('tells groups apart, over all stores', () => {
    const one = createStore([ask(['m1'], false, ['all', 'category 1']), ask(['m1'], false, ['all', 'category 2'])]);
    const two = createStore([ask(['m1'], false, ['all', 'category 2'])]);
    const scores = scoreRankings([
      { store: one, rankings: [['m1'], []] },
      { store: two, rankings: [['m1']] },
    ]);
    expect(Object.entries(scores).map(([group, { questions, at1 }]) => [group, questions, at1])).toEqual([
      ['all', 3, 66.7],
      ['category 1', 1, 100],
      ['category 2', 2, 50],
    ]);
  });

  it('ranks sessions by their first memory', () => {
    const store = createStore([ask(['m1', 'm3'])], { m1: 's1', m2: 's1', m3: 's2', m4: 's3' });
    expect(scoreRankings([{ store, rankings: [['m2', 'm4']] }])['all']).toMatchObject({ at20: 0, sessionsAt10: 50 });
  });

  it('counts only what was asked where the time was over before', () => {
    const store = createStore([ask(['m1']), ask(['m2'])]);
    expect(scoreRankings([{ store, rankings: [['m1']] }])['all']).toMatchObject({ questions: 1, at1: 100 });
  });

  it('never falls with more places', () => {
    const ids = fc.array(fc.constantFrom('m1', 'm2', 'm3', 'm4', 'x'), { maxLength: 25 });
    const right = fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3', 'm4'), { minLength: 1 });
    fc.assert(
      fc.property(ids, right, fc.boolean(), (ranking, rightIds, isOneEnough) => {
        const store = createStore([ask(rightIds, isOneEnough)]);
        const { all } = scoreRankings([{ store, rankings: [ranking] }]);
        const places = [all?.at1 ?? -1, all?.at3 ?? -1, all?.at5 ?? -1, all?.at10 ?? -1, all?.at20 ?? -1];
        expect(places).toEqual(places.toSorted((left, right_) => left - right_));
      }),
    );
  });
});
