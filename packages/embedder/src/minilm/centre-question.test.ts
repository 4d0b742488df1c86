import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreQuestion } from './centre-question.js';
import { QUESTION_CENTRE } from './question-centre.js';

const centre = new Int8Array(Buffer.from(QUESTION_CENTRE, 'base64'));
const questions = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 384, maxLength: 384 });

function cosine(left: Int8Array, right: Int8Array): number {
  const dot = left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right) || 1);
}

describe('centreQuestion', () => {
  it('makes every question less like all others, and still fills the range of int8', () => {
    fc.assert(
      fc.property(questions, (values) => {
        const question = Int8Array.from(values);
        fc.pre(question.some((value) => value !== 0));
        const centred = centreQuestion(question);
        expect(cosine(centred, centre)).toBeLessThan(cosine(question, centre) - 0.05);
        expect(Math.max(...centred.map(Math.abs))).toBe(127);
      }),
    );
  });

  it('leaves a question close to what it was', () => {
    const across = Int8Array.from(centre, (_, place) => (place % 2 === 0 ? 127 : -127));
    expect(cosine(centreQuestion(across), across)).toBeGreaterThan(0.95);
  });

  it('leaves a vector of nothing, or of another model, as it is', () => {
    expect(centreQuestion(new Int8Array(384))).toEqual(new Int8Array(384));
    expect(centreQuestion(Int8Array.of(1, 2))).toEqual(Int8Array.of(1, 2));
  });
});
