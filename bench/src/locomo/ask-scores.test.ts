import { describe, expect, it } from 'vitest';
import { askScores } from './ask-scores.js';
import type { LocomoConversation } from './locomo-dataset.js';

function conversation(id: string, speakers: readonly string[], question: string): LocomoConversation {
  const questions = [{ text: question, category: 4, evidence: ['t2', 't9'] }];
  return { id, turns: [], observations: [], questions, speakers, unanswerable: [`${question} Or not?`] };
}

const ADA = conversation('ada', ['Ada', 'Tomo'], 'What does Ada keep?');
const ILSE = conversation('ilse', ['Ilse', 'Piet'], 'What does Piet keep?');

describe('askScores', () => {
  it('asks each conversation its own questions, the unanswerable ones, and those of the other', async () => {
    const asked: string[] = [];
    await askScores([ADA, ILSE], async ({ id }, text) => {
      asked.push(`${id}: ${text}`);
      return [];
    });
    expect(asked).toEqual([
      'ada: What does Ada keep?',
      'ilse: What does Ada keep?',
      'ilse: What does Ilse keep?',
      'ada: What does Ada keep? Or not?',
      'ilse: What does Piet keep?',
      'ada: What does Piet keep?',
      'ada: What does Tomo keep?',
      'ilse: What does Piet keep? Or not?',
    ]);
  });

  it('asks the questions of one conversation of all others in turn', async () => {
    const three = [
      { ...ADA, questions: Array.from({ length: 3 }, () => ADA.questions).flat() },
      ILSE,
      { ...ILSE, id: 'piet' },
    ];
    const asked: string[] = [];
    await askScores(three, async ({ id }, text) => {
      if (text === ADA.questions[0]?.text) asked.push(id);
      return [];
    });
    expect(asked).toEqual(['ada', 'ilse', 'ada', 'piet', 'ada', 'ilse']);
  });

  it('keeps the scores of the evidence, and the best', async () => {
    const found = [
      { id: 't1', score: 0.9 },
      { id: 't2', score: 0.6 },
    ];
    const outcomes = await askScores([ADA, ILSE], async () => found);
    expect(outcomes.own[0]).toEqual({ best: 0.9, evidence: [0.6], all: [0.9, 0.6] });
    expect(outcomes.foreign).toEqual([
      { plain: 0.9, exchanged: 0.9 },
      { plain: 0.9, exchanged: 0.9 },
    ]);
    expect(outcomes.adversarial).toEqual([0.9, 0.9]);
  });

  it('has nothing foreign to ask a single conversation, and a best score of 0 where nothing is found', async () => {
    const outcomes = await askScores([ADA], async () => []);
    expect(outcomes).toEqual({ own: [{ best: 0, evidence: [], all: [] }], foreign: [], adversarial: [0] });
  });
});
