import { describe, expect, it } from 'vitest';
import { toQuestionTense } from './question-tense.js';
import { readWords } from './read-words.js';

const tenseOf = (question: string, namesTime = false) => toQuestionTense(readWords(question), namesTime);

describe('toQuestionTense', () => {
  it.each(['Where does the user live?', "What's her job?", 'UI preferences', 'What does he do before breakfast?'])(
    'takes %j for a question about what holds now',
    (question) => {
      expect(tenseOf(question)).toBe('present');
    },
  );

  it.each(['Where did the user live?', 'Who was her boss?', 'What happened a week ago?'])(
    'takes %j for a question about the past',
    (question) => {
      expect(tenseOf(question)).toBe('past');
    },
  );

  it.each(['Which bike did she have before the theft?', 'Where did he use to live?', 'Who was previously in charge?'])(
    'takes %j for a question about what came before something',
    (question) => {
      expect(tenseOf(question)).toBe('earlier');
    },
  );

  it('takes a question that names a time for one about the past', () => {
    expect(tenseOf('job of the user, May 2025', true)).toBe('past');
  });
});
