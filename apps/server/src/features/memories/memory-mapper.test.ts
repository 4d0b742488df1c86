import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWireMemory } from './memory-mapper.js';

const record = {
  id: 'm',
  namespace: 'n',
  text: 'a text',
  metadata: { a: [1, null] },
  sessionId: null,
  occurredAtMs: null,
  expiresAtMs: 1,
  version: 2,
  createdAtMs: 2,
  updatedAtMs: 3,
  seq: 9,
  revision: 12,
};

describe('toWireMemory', () => {
  it('names every field as the contract does, and nothing of the inside', () => {
    expect(toWireMemory(record)).toEqual({
      id: 'm',
      text: 'a text',
      metadata: { a: [1, null] },
      namespace: 'n',
      session_id: null,
      occurred_at: null,
      expires_at: '1970-01-01T00:00:00.001Z',
      version: 2,
      created_at: '1970-01-01T00:00:00.002Z',
      updated_at: '1970-01-01T00:00:00.003Z',
    });
  });

  it('writes times that read as the same millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (atMs) => {
        expect(Date.parse(toWireMemory({ ...record, occurredAtMs: atMs }).occurred_at ?? '')).toBe(atMs);
      }),
    );
  });
});
