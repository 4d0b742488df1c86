import { describe, expect, it } from 'vitest';
import { toConversation } from './locomo-dataset.js';

const turn = (id: string, text: string, more: object = {}) => ({
  id,
  session: 'session_1',
  date: '1:56 pm on 8 May, 2023',
  speaker: 'Ada',
  text,
  ...more,
});

const conversation = toConversation({
  conversation_id: 'c1',
  turns: [turn('D1:1', 'Hello!'), turn('D1:2', 'Look.', { image_caption: 'a red boat' })],
  observations: [{ session: 'session_1', speaker: 'Ada', text: 'Ada has a boat.', evidence: ['D1:2'] }],
  questions: [
    { question: 'Who?', category: 4, evidence: ['D1:2', 'D1:2', 'D9:9'], answer: 'Ada' },
    { question: 'Never said?', category: 5, evidence: ['D1:1'], tempting_answer: 'x' },
    { question: 'Nowhere?', category: 1, evidence: ['D9:9'], answer: 'x' },
  ],
});

describe('toConversation', () => {
  it('writes turns as their speaker and words, with the image that is shared', () => {
    expect(conversation.turns.map(({ text }) => text)).toEqual(['Ada: Hello!', 'Ada: Look. [shares a red boat]']);
  });

  it('dates turns and observations by their session', () => {
    const atMs = Date.UTC(2023, 4, 8, 13, 56);
    expect(conversation.turns.map(({ occurredAtMs }) => occurredAtMs)).toEqual([atMs, atMs]);
    expect(conversation.observations[0]).toMatchObject({
      text: 'Ada has a boat.',
      occurredAtMs: atMs,
      evidence: ['D1:2'],
    });
  });

  it('keeps the questions that can be answered, with evidence that exists, each turn once', () => {
    expect(conversation.questions).toEqual([{ text: 'Who?', category: 4, evidence: ['D1:2'] }]);
  });

  it('keeps apart what cannot be answered as asked, and who speaks', () => {
    expect(conversation.unanswerable).toEqual(['Never said?']);
    expect(conversation.speakers).toEqual(['Ada']);
  });
});
