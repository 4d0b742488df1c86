import { describe, expect, it } from 'vitest';
import { ANSWERABLE_QUESTIONS, EVERYDAY_FACTS, UNANSWERABLE_QUESTIONS } from './everyday-facts-fixture.js';
import type { EverydayText } from './everyday-facts-fixture.js';
import { toTestMemory } from './memory-for-index-fixture.js';
import { createNamespaceIndex } from './namespace-index.js';
import type { RecallHit } from './recall-question.js';

const DEFAULT_THRESHOLD = 0.5;

function ask(question: EverydayText, threshold: number, facts = EVERYDAY_FACTS): readonly RecallHit[] {
  const index = createNamespaceIndex({ dimensions: 384 });
  facts.forEach(({ text, vector }, seq) => index.upsert(toTestMemory({ id: text, text, seq, vectors: vector })));
  return index.query({ text: question.text, vector: question.vector, maxMemories: 20, threshold, nowMs: 0 }).hits;
}

function questionOf(text: string): EverydayText {
  return ANSWERABLE_QUESTIONS.find((question) => question.text === text) ?? expect.fail(`no question ${text}`);
}

describe('a store of everyday facts about a user', () => {
  it('holds the three examples of the documentation and fifty other facts', () => {
    expect(EVERYDAY_FACTS.length).toBeGreaterThanOrEqual(53);
  });

  it.each([
    ['What are the users UI preferences?', 'User prefers dark mode interfaces', 0.5],
    ['What programming languages does the user know?', 'User is proficient in Python and JavaScript', 0.6],
    ['What does the user do for work?', 'User works as a software engineer at TechCorp', 0.5],
  ])('answers %j first with %j', (text, answer, least) => {
    const [best] = ask(questionOf(text), DEFAULT_THRESHOLD);
    expect(best?.id).toBe(answer);
    expect(best?.score).toBeGreaterThanOrEqual(least);
  });

  it('puts the answer first for three questions of four, and among the first three for nine of ten', () => {
    const ranks = ANSWERABLE_QUESTIONS.map((question) =>
      ask(question, 0).findIndex(({ id }) => id === question.answer),
    );
    expect(ranks.filter((rank) => rank === 0).length / ranks.length).toBeGreaterThanOrEqual(0.75);
    expect(ranks.filter((rank) => rank >= 0 && rank < 3).length / ranks.length).toBeGreaterThanOrEqual(0.9);
  });

  it('returns the answer at the default threshold for four questions of five', () => {
    const found = ANSWERABLE_QUESTIONS.filter((question) =>
      ask(question, DEFAULT_THRESHOLD).some(({ id }) => id === question.answer),
    );
    expect(found.length / ANSWERABLE_QUESTIONS.length).toBeGreaterThanOrEqual(0.8);
  });

  it('mostly comes back empty for what was never stored', () => {
    const empty = UNANSWERABLE_QUESTIONS.filter((question) => ask(question, DEFAULT_THRESHOLD).length === 0);
    expect(empty.length / UNANSWERABLE_QUESTIONS.length).toBeGreaterThanOrEqual(0.75);
  });

  it('brings back few others with an answer', () => {
    const counts = ANSWERABLE_QUESTIONS.map((question) => ask(question, DEFAULT_THRESHOLD).length);
    const clear = ask(questionOf('What does the user do for work?'), DEFAULT_THRESHOLD);
    expect(clear.length).toBeLessThanOrEqual(4);
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeLessThanOrEqual(3);
  });

  it('gives a score of 0.9 and over mostly to answers', () => {
    const sure = ANSWERABLE_QUESTIONS.flatMap(({ answer, ...question }) =>
      ask({ answer, ...question }, 0.9).map(({ id }) => id === answer),
    );
    expect(sure.length).toBeGreaterThanOrEqual(15);
    expect(sure.filter(Boolean).length / sure.length).toBeGreaterThanOrEqual(0.5);
  });

  it.each([1, EVERYDAY_FACTS.length])('does not let a name that all of %i facts share speak for any', (count) => {
    const facts = EVERYDAY_FACTS.slice(0, count);
    const asking = (text: string) => ask({ ...questionOf('What size sneakers should I buy?'), text }, 0, facts);
    expect(asking('the user sneakers')).toEqual(asking('the sneakers'));
  });

  it('never says of what it takes for likely that it has little of the meaning', () => {
    const reasons = [...ANSWERABLE_QUESTIONS, ...UNANSWERABLE_QUESTIONS].flatMap((question) =>
      ask(question, DEFAULT_THRESHOLD).map(({ reasoning }) => reasoning),
    );
    expect(reasons.filter((reasoning) => reasoning.includes('little meaning'))).toEqual([]);
  });

  it('tells, in a store of one fact, its own question from a foreign one', () => {
    const [fact] = EVERYDAY_FACTS;
    const own = questionOf('What does the user do for work?');
    const work = EVERYDAY_FACTS.filter(({ text }) => text === own.answer);
    expect(ask(own, 0, work)[0]?.score).toBeGreaterThanOrEqual(0.5);
    const foreign = UNANSWERABLE_QUESTIONS.map(
      (question) => ask(question, 0, fact === undefined ? [] : [fact])[0]?.score ?? 1,
    );
    expect(foreign.filter((score) => score < 0.3).length / foreign.length).toBeGreaterThanOrEqual(0.9);
  });

  it('says in plain words why it found a fact', () => {
    const [best] = ask(questionOf('What does the user do for work?'), DEFAULT_THRESHOLD);
    expect(best?.reasoning).toMatch(/^says “work” and is (?:close|related) in meaning$/);
  });
});
