import { describe, expect, it } from 'vitest';
import { QUESTION_CENTRE } from './question-centre.js';

describe('QUESTION_CENTRE', () => {
  it('is one vector of the model: 384 int8 with a largest value of 127', () => {
    const centre = new Int8Array(Buffer.from(QUESTION_CENTRE, 'base64'));
    expect(centre).toHaveLength(384);
    expect(Math.max(...centre.map(Math.abs))).toBe(127);
  });

  it('is whole Base64: decoding skips what is not, and would move every value after it', () => {
    expect(Buffer.from(QUESTION_CENTRE, 'base64').toString('base64')).toBe(QUESTION_CENTRE);
  });
});
