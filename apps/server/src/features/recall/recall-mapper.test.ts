import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWireHit } from './recall-mapper.js';

const hit = {
  memory: {
    id: 'm',
    namespace: 'n',
    text: 'a text',
    metadata: { a: 1 },
    sessionId: 's',
    occurredAtMs: 0,
    expiresAtMs: null,
    version: 2,
    createdAtMs: Date.parse('2026-01-15T10:30:00.000Z'),
    updatedAtMs: Date.parse('2026-01-16T10:30:00.000Z'),
    seq: 9,
    revision: 12,
  },
  score: 0.87,
  reasoning: 'says “text”',
};

describe('toWireHit', () => {
  it('names every field as the contract does, and nothing of the inside', () => {
    expect(toWireHit(hit, { includeMetadata: true, threshold: 0.3 })).toEqual({
      id: 'm',
      text: 'a text',
      relevance_score: 0.87,
      relevance_reasoning: 'says “text”',
      metadata: { a: 1 },
      namespace: 'n',
      session_id: 's',
      occurred_at: '1970-01-01T00:00:00.000Z',
      expires_at: null,
      version: 2,
      created_at: '2026-01-15T10:30:00.000Z',
      updated_at: '2026-01-16T10:30:00.000Z',
    });
  });

  it('rounds scores to four decimals, in the same order, and none to below what was asked for', () => {
    const scoreOf = (score: number, threshold: number) =>
      toWireHit({ ...hit, score }, { includeMetadata: false, threshold }).relevance_score;
    expect(scoreOf(0.868_234_567_890_123, 0.3)).toBe(0.8682);
    expect(scoreOf(0.499_999_9, 0.3)).toBe(0.5);
    expect([scoreOf(0.123_449, 0.123_444), scoreOf(0.123_444, 0.123_444)]).toEqual([0.123_444, 0.123_444]);
    expect([scoreOf(1, 1), scoreOf(0.000_001, 0)]).toEqual([1, 0]);
  });

  it('leaves metadata out where none is wanted', () => {
    expect(toWireHit(hit, { includeMetadata: false, threshold: 0.3 })).not.toHaveProperty('metadata');
  });

  it('gives an explanation where there is one, its shares rounded and still adding up to the score', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 30 }), (shares) => {
        const logOdds = shares.reduce((sum, share) => sum + share, 0);
        const features = shares.map((share, at) => ({ name: `f${at}`, value: at / 3, share }));
        const explained = { ...hit, score: 1 / (1 + Math.exp(-logOdds)), explanation: { features, logOdds } };
        const { explanation, relevance_score: score } = toWireHit(explained, { includeMetadata: false, threshold: 0 });
        const sum = explanation?.features.reduce((total, { share }) => total + share, 0) ?? Number.NaN;
        expect(explanation?.features.map(({ name }) => name)).toEqual(features.map(({ name }) => name));
        expect(explanation?.log_odds).toBeCloseTo(sum, 6);
        expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 4);
      }),
    );
    expect(toWireHit(hit, { includeMetadata: false, threshold: 0 })).not.toHaveProperty('explanation');
  });
});
