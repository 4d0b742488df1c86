import { describe, expect, it } from 'vitest';

import { API_KEY_CHARACTERS, parseApiKey, toKeyPrefix } from '../api-key.js';
import { EXAMPLE_CREATED_KEY, EXAMPLE_IDS, EXAMPLE_KEY, EXAMPLE_MEMORY } from './examples.js';
import { OPERATIONS } from './operations.js';

describe('the keys of the examples', () => {
  it('look like keys, and are refused by every server', () => {
    const keys = JSON.stringify(OPERATIONS).match(/mem_(live|test)_[0-9A-Za-z]{38}/g) ?? [];
    expect(keys).toContain(EXAMPLE_CREATED_KEY.key);
    for (const key of keys) {
      expect(key).toHaveLength(API_KEY_CHARACTERS);
      expect(parseApiKey(key)).toBeNull();
    }
  });

  it('are shown in lists by their own beginning', () => {
    expect(EXAMPLE_CREATED_KEY.key_prefix).toBe(toKeyPrefix(EXAMPLE_CREATED_KEY.key));
    expect(EXAMPLE_KEY).toMatchObject({ id: EXAMPLE_CREATED_KEY.id, key_prefix: EXAMPLE_CREATED_KEY.key_prefix });
  });
});

describe('the ids of the examples', () => {
  it('are each another', () => {
    expect(new Set(Object.values(EXAMPLE_IDS)).size).toBe(Object.keys(EXAMPLE_IDS).length);
  });

  it('are those that paths and answers tell of together', () => {
    const { params, response } = OPERATIONS.getMemory.examples;
    expect(params.memory_id).toBe(response.id);
    expect(OPERATIONS.deleteMemory.examples.response.memory_id).toBe(OPERATIONS.deleteMemory.examples.params.memory_id);
  });
});

describe('the memory of the examples', () => {
  it('happened before it was stored, and was not changed since its first version', () => {
    expect(Date.parse(EXAMPLE_MEMORY.occurred_at)).toBeLessThan(Date.parse(EXAMPLE_MEMORY.created_at));
    expect(EXAMPLE_MEMORY).toMatchObject({ version: 1, updated_at: EXAMPLE_MEMORY.created_at });
  });

  it('is shown after a change with a later version and a later time', () => {
    const { response } = OPERATIONS.updateMemory.examples;
    expect(response.version).toBeGreaterThan(EXAMPLE_MEMORY.version);
    expect(Date.parse(response.updated_at)).toBeGreaterThan(Date.parse(response.created_at));
  });
});
