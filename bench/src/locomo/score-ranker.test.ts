import { describe, expect, it } from 'vitest';
import type { LocomoConversation } from './locomo-dataset.js';
import { scoreRanker } from './score-ranker.js';

const document = (id: string, session: string) => ({ id, session, text: id, occurredAtMs: null });

const conversation: LocomoConversation = {
  id: 'c',
  turns: [document('t1', 's1'), document('t2', 's1'), document('t3', 's2'), document('t4', 's3')],
  observations: [{ ...document('o1', 's1'), evidence: ['t1'] }],
  questions: [
    { text: 'both', category: 1, evidence: ['t1', 't3'] },
    { text: 'one', category: 4, evidence: ['t4'] },
  ],
  speakers: [],
  unanswerable: [],
};

describe('scoreRanker', () => {
  it('averages over questions, in all and by category', async () => {
    const scores = await scoreRanker([conversation], {
      rankTurns: async () => ['t1', 't2', 'x', 'y', 'z', 't3'],
      rankObservations: async () => ['o1'],
    });
    expect(scores).toMatchObject({ questions: 2, at5: 25, at10: 50, at20: 50, sessionsAt10: 50, factsAt10: 100 });
    expect(scores.byCategory).toEqual({
      '1': { questions: 1, at5: 50, at10: 100, at20: 100 },
      '4': { questions: 1, at5: 0, at10: 0, at20: 0 },
    });
  });
});
