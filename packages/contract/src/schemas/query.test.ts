import { describe, expect, it } from 'vitest';

import { EXAMPLE_MEMORY } from '../operations/examples.js';
import { createValidator } from '../testing/create-validator.js';
import { Explanation, FoundMemory, QueryBody, QueryResult } from './query.js';

const explanation = {
  features: [
    { name: 'meaning', value: 0.8, share: 2.5 },
    { name: 'words', value: 0, share: -0.25 },
  ],
  log_odds: 2.25,
};
const found = { ...EXAMPLE_MEMORY, relevance_score: 0.9047, relevance_reasoning: 'is close in meaning' };

describe('Explanation', () => {
  const faultsOf = createValidator(Explanation);

  it('takes shares and odds on both sides of zero, and features that a later version may measure', () => {
    expect(faultsOf(explanation)).toEqual([]);
    expect(faultsOf({ features: [{ name: 'never_heard_of', value: 400, share: 0 }], log_odds: -7.5 })).toEqual([]);
  });

  it.each(['features', 'log_odds'])('wants %s', (name) => {
    const rest = Object.fromEntries(Object.entries(explanation).filter(([key]) => key !== name));
    expect(faultsOf(rest)).toEqual(['required']);
  });

  it('wants name, value and share of every feature, the numbers as numbers', () => {
    expect(faultsOf({ ...explanation, features: [{}] })).toEqual(Array(3).fill('/features/0 required'));
    const feature = { name: 1, value: '0.8', share: null };
    expect(faultsOf({ ...explanation, features: [feature] })).toEqual([
      '/features/0/name type',
      '/features/0/value type',
      '/features/0/share type',
    ]);
  });
});

describe('FoundMemory', () => {
  const faultsOf = createValidator(FoundMemory);

  it('comes with and without its explanation and its metadata', () => {
    const { metadata: _, ...bare } = found;
    expect(faultsOf({ ...found, explanation })).toEqual([]);
    expect(faultsOf(bare)).toEqual([]);
  });

  it('has no explanation of null: left out is the only way to have none', () => {
    expect(faultsOf({ ...found, explanation: null })).toEqual(['/explanation type']);
  });

  it('has a score that is a probability', () => {
    for (const score of [0, 1]) expect(faultsOf({ ...found, relevance_score: score })).toEqual([]);
    expect(faultsOf({ ...found, relevance_score: -0.1 })).toEqual(['/relevance_score minimum']);
    expect(faultsOf({ ...found, relevance_score: 1.1 })).toEqual(['/relevance_score maximum']);
  });

  it('has times that may be unknown, and times that never are', () => {
    expect(faultsOf({ ...found, occurred_at: null, expires_at: null, session_id: null })).toEqual([]);
    expect(faultsOf({ ...found, created_at: null })).toEqual(['/created_at type']);
    expect(faultsOf({ ...found, updated_at: 'yesterday' })).toEqual(['/updated_at format']);
  });
});

describe('QueryResult', () => {
  const faultsOf = createValidator(QueryResult);
  const empty = { memories: [], query_context: 'Who?', total_memories_searched: 0 };

  it('may be empty', () => {
    expect(faultsOf(empty)).toEqual([]);
  });

  it('checks each memory, and tells which one is wrong', () => {
    const wrong = { ...found, version: 0 };
    expect(faultsOf({ ...empty, memories: [found, wrong] })).toEqual(['/memories/1/version minimum']);
  });
});

describe('defaults of QueryBody', () => {
  it('are valid by the schema that names them', () => {
    const defaults = Object.entries(QueryBody.properties).flatMap(([name, schema]) =>
      'default' in schema ? [[name, schema.default] as const] : [],
    );
    expect(defaults.map(([name]) => name)).toEqual(
      expect.arrayContaining(['max_memories', 'relevance_threshold', 'include_metadata', 'explain']),
    );
    expect(createValidator(QueryBody)({ context: 'Who?', ...Object.fromEntries(defaults) })).toEqual([]);
  });
});
