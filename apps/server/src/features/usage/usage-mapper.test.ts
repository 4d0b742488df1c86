import { NO_AMOUNTS } from '@memory-api/storage';
import { expect, it } from 'vitest';
import { toEndpoint, toPercentUsed, toWireDay } from './usage-mapper.js';

const AMOUNTS = {
  ...NO_AMOUNTS,
  calls: 3,
  tokensInput: 40,
  tokensOutput: 2,
  memoriesRead: 5,
  memoriesWritten: 1,
  embeddings: 3,
};

it('names an operation as a caller knows it, and one that is gone by its id', () => {
  expect(toEndpoint('queryMemories')).toBe('POST /v1/query');
  expect(toEndpoint('getMemory')).toBe('GET /v1/memories/{memory_id}');
  expect(toEndpoint('forgotten')).toBe('forgotten');
});

it('shows a day with what it is told apart by, and no more', () => {
  const day = { dayMs: Date.UTC(2026, 0, 15), operation: null, keyId: null, ...AMOUNTS };
  const wire = {
    date: '2026-01-15',
    api_calls: 3,
    tokens_input: 40,
    tokens_output: 2,
    tokens_total: 42,
    memories_read: 5,
    memories_written: 1,
    embeddings_generated: 3,
    cost_cents: 7,
  };
  expect(toWireDay(day, 7)).toEqual(wire);
  expect(toWireDay({ ...day, operation: 'listMemories' }, 7)).toEqual({ ...wire, endpoint: 'GET /v1/memories' });
  expect(toWireDay({ ...day, keyId: 'key_1' }, 0)).toEqual({ ...wire, api_key_id: 'key_1', cost_cents: 0 });
});

it('tells shares in percent, with one decimal', () => {
  const limits = { api_calls: 300, tokens: null, embeddings: 0, memories_stored: 100 };
  const used = { api_calls: 100, tokens: 9, embeddings: 0, memories_stored: 130 };
  expect(toPercentUsed(limits, used)).toEqual({
    api_calls: 33.3,
    tokens: null,
    embeddings: 100,
    memories_stored: 130,
  });
});

it('never tells a share below nothing: a correction may take away more than there was', () => {
  const limits = { api_calls: 10, tokens: 10, embeddings: 10, memories_stored: 10 };
  const used = { api_calls: -1, tokens: 0, embeddings: 0, memories_stored: 0 };
  expect(toPercentUsed(limits, used).api_calls).toBe(0);
});
