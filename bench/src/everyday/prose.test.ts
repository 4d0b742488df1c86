import { describe, expect, it } from 'vitest';
import { createRandom } from '../harness/random.js';
import { writeProse } from './prose.js';

const TEMPLATES = {
  slots: { day: ['Monday'], time: ['at noon'], bird: ['a wren', 'two jays'] },
  genres: [{ title: 'Bird notes', sentences: ['{bird} came.', 'We saw {bird}.', 'Nothing.'] }],
};

describe('writeProse', () => {
  it('writes paragraphs under a title and days until the length is reached', () => {
    const paragraphs = writeProse(createRandom(3), TEMPLATES, 400);
    expect(paragraphs.join('\n\n').length).toBeGreaterThanOrEqual(398);
    expect(paragraphs[0]).toMatch(/^Bird notes\. /);
    expect(paragraphs.slice(1).every((one) => one.startsWith('Monday, at noon. '))).toBe(true);
  });

  it('fills every gap and begins every sentence with a capital', () => {
    const sentences = writeProse(createRandom(3), TEMPLATES, 2_000).flatMap((one) => one.split(/(?<=\.) /));
    expect(sentences.filter((one) => !/^[A-Z][^{}]*\.$/.test(one))).toEqual([]);
    expect(sentences).toContain('Two jays came.');
  });

  it('uses no sentence twice running, also across paragraphs', () => {
    const kinds = writeProse(createRandom(3), TEMPLATES, 2_000)
      .flatMap((one) => one.split(/(?<=\.) /).slice(1))
      .map((one) => (one.endsWith('came.') ? 0 : one.startsWith('We saw') ? 1 : 2));
    expect(kinds.filter((kind, at) => kind === kinds[at + 1])).toEqual([]);
  });
});
