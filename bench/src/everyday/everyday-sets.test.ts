import { describe, expect, it } from 'vitest';
import { toContentStems } from './content-words-fixture.js';
import { readChanges, readLongFacts, readParaphrases, readProseTemplates, readUnanswerable } from './everyday-sets.js';
import type { Split } from './everyday-sets.js';

const paraphrases = readParaphrases();
const changes = readChanges();
const unanswerable = readUnanswerable();
const longFacts = readLongFacts();

const sharedStems = (left: string, right: string): string[] => {
  const stems = toContentStems(right);
  return [...toContentStems(left)].filter((stem) => stems.has(stem));
};
const shareOf = <T>(values: readonly T[], isSo: (value: T) => boolean): number =>
  values.filter(isSo).length / values.length;

describe('the everyday sets', () => {
  it('give each line an id of its own', () => {
    const ids = [...paraphrases, ...changes, ...unanswerable, ...longFacts].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['paraphrases', paraphrases],
    ['changes', changes],
    ['unanswerable questions', unanswerable],
    ['facts in long memories', longFacts],
  ])('halve the %s into those for tuning and those held out', (_, lines: readonly { split: Split }[]) => {
    expect(Math.abs(shareOf(lines, ({ split }) => split === 'dev') - 0.5)).toBeLessThan(0.01);
  });
});

describe('the paraphrases', () => {
  it('are at least 140, in varied forms, most of them about a user', () => {
    expect(paraphrases.length).toBeGreaterThanOrEqual(140);
    expect(shareOf(paraphrases, ({ memory }) => memory.startsWith('User'))).toBeGreaterThanOrEqual(0.6);
    expect(new Set(paraphrases.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(12);
    expect(paraphrases.filter(({ memory }) => /\b(I|My)\b/.test(memory)).length).toBeGreaterThanOrEqual(15);
  });

  it('have no content word in common with their question', () => {
    const overlaps = paraphrases.map(({ id, question, memory }) => [id, ...sharedStems(question, memory)]);
    expect(overlaps.filter(({ length }) => length > 1)).toEqual([]);
  });

  it('repeat neither a question nor a memory', () => {
    expect(new Set(paraphrases.flatMap(({ question, memory }) => [question, memory])).size).toBe(
      2 * paraphrases.length,
    );
  });

  it('name other right answers by ids that exist', () => {
    const ids = new Set(paraphrases.map(({ id }) => id));
    expect(paraphrases.flatMap(({ rightIds }) => rightIds).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the changes', () => {
  it('are at least 120 pairs of different persons, each of its kind once a person', () => {
    expect(changes.length).toBeGreaterThanOrEqual(120);
    expect(new Set(changes.map(({ person }) => person)).size).toBe(12);
    expect(new Set(changes.map(({ person, kind }) => `${person}/${kind}`)).size).toBe(changes.length);
  });

  it('replace the older by the newer before anybody asks', () => {
    const times = changes.map(({ older, newer, referenceTime }) =>
      [older.occurredAt, newer.occurredAt, referenceTime].map((time) => Date.parse(time)),
    );
    for (const [olderMs = 0, newerMs = 0, nowMs = 0] of times) {
      expect([olderMs < newerMs, newerMs < nowMs]).toEqual([true, true]);
    }
  });

  it('keep a person in one split, so that no store is both tuned on and held out', () => {
    const persons = new Set(changes.map(({ person, split }) => `${person}/${split}`));
    expect(persons.size).toBe(12);
  });
});

describe('the unanswerable questions', () => {
  it('are at least 100 plain ones, half of them near in topic, and 30 adversarial ones', () => {
    const countOf = (kind: string): number => unanswerable.filter((one) => one.kind === kind).length;
    expect([countOf('near') >= 50, countOf('far') >= 50, countOf('adversarial') >= 30]).toEqual([true, true, true]);
  });

  it('are near to a memory of the store where they are adversarial', () => {
    const memories = new Map(paraphrases.map(({ id, memory }) => [id, memory]));
    for (const { nearId, question } of unanswerable.filter(({ kind }) => kind === 'adversarial')) {
      expect(sharedStems(question, memories.get(nearId ?? '') ?? ''), question).not.toEqual([]);
    }
  });
});

describe('the prose of long memories', () => {
  it('has something for every gap', () => {
    const { slots, genres } = readProseTemplates();
    const gaps = genres.flatMap(({ sentences }) => sentences.flatMap((one) => one.match(/(?<=\{)\w+(?=\})/g) ?? []));
    expect(gaps.filter((gap) => (slots[gap]?.length ?? 0) < 7)).toEqual([]);
  });
});
