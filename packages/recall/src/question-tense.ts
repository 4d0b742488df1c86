import type { ReadWord } from './read-words.js';

/**
 * Which time a question is about, as far as its words tell: what holds now, what held before something else came, or
 * something in the past that nothing later replaces ("When did she move?").
 */
export type QuestionTense = 'present' | 'earlier' | 'past';

// Written for this project, as tokens: without apostrophes.
const EARLIER_WORDS = new Set('formerly previously originally'.split(' '));
// "Before breakfast" is no time: these count where the question is in the past.
const EARLIER_WORDS_OF_PAST = new Set('before earlier'.split(' '));
const PAST_WORDS = new Set(
  'did didnt was wasnt were werent had hadnt would ago last yesterday then previous former'.split(' '),
);

/** Tells from its words which time a question is about. One that names a time is about the past. */
export function toQuestionTense(words: readonly ReadWord[], namesTime: boolean): QuestionTense {
  const isPast = words.some(({ word }) => PAST_WORDS.has(word));
  const isEarlier = words.some(
    ({ word }, place) =>
      EARLIER_WORDS.has(word) || (isPast && EARLIER_WORDS_OF_PAST.has(word)) || isUsedTo(words, place),
  );
  if (isEarlier) return 'earlier';
  return isPast || namesTime ? 'past' : 'present';
}

function isUsedTo(words: readonly ReadWord[], place: number): boolean {
  const [word, next] = [words[place]?.word, words[place + 1]?.word];
  return (word === 'used' || word === 'use') && next === 'to';
}
