import { describe, expect, it } from 'vitest';

import { OPERATIONS } from '../operations/operations.js';

/** The fields that contract.md lists for each answer; a response may have more, never fewer. */
const CONTRACT_FIELDS = {
  listApiKeys: 'id name key_prefix environment scopes is_active created_at expires_at last_used_at',
  createApiKey: 'id name key key_prefix environment scopes created_at expires_at',
  rotateApiKey: 'id name key key_prefix environment scopes created_at expires_at',
  signUp: 'id name key key_prefix environment scopes created_at expires_at',
  getApiKey: 'id name key_prefix environment scopes is_active created_at expires_at last_used_at',
  updateApiKey: 'id name key_prefix environment scopes is_active created_at expires_at last_used_at',
  revokeApiKey: 'revoked key_id',
  getCurrentApiKey: 'id environment scopes namespaces expires_at organization plan',
  getAccount: 'org_id name email plan is_active created_at',
  updateAccount: 'org_id name email plan is_active created_at',
  changePlan: 'org_id name email plan is_active created_at',
  createMemory: 'id text metadata namespace session_id occurred_at expires_at version created_at updated_at',
  getMemory: 'id text metadata namespace session_id occurred_at expires_at version created_at updated_at',
  updateMemory: 'id text metadata namespace session_id occurred_at expires_at version created_at updated_at',
  listMemories: 'id text metadata namespace session_id occurred_at expires_at version created_at updated_at',
  countMemories: 'count',
  deleteMemory: 'deleted memory_id',
  deleteAllMemories: 'deleted count',
  queryMemories: 'memories query_context total_memories_searched',
  getOrganization: 'org_id name email plan is_active created_at overrides add_ons price_lock in_effect',
  getHealth: 'status version database cache embedder',
} as const;

function toRequired(schema: object): string[] {
  const items: unknown = Reflect.get(schema, 'items');
  const object = typeof items === 'object' && items !== null ? items : schema;
  const required: unknown = Reflect.get(object, 'required');
  return Array.isArray(required) ? required.map(String) : [];
}

describe('the answers', () => {
  it.each(Object.entries(CONTRACT_FIELDS))('%s always has the fields of the contract', (id, fields) => {
    const operation = Object.entries(OPERATIONS).find(([name]) => name === id)?.[1];
    expect(toRequired(operation?.response.schema ?? {})).toEqual(expect.arrayContaining(fields.split(' ')));
  });

  it('a found memory always has what the contract lists, and metadata and the explanation only when asked for', () => {
    const { memories } = OPERATIONS.queryMemories.response.schema.properties;
    expect(memories.items.required).toEqual(
      expect.arrayContaining(['id', 'text', 'relevance_score', 'relevance_reasoning']),
    );
    expect(memories.items.required).not.toContain('metadata');
    expect(memories.items.required).not.toContain('explanation');
  });

  it('the full key is in no answer but those that make one', () => {
    const withKey = Object.entries(OPERATIONS).filter(([, { response }]) =>
      JSON.stringify(response.schema).includes('"key":'),
    );
    expect(withKey.map(([id]) => id).toSorted()).toEqual(['createApiKey', 'rotateApiKey', 'signUp']);
  });

  it('nothing of an answer is a hash', () => {
    expect(JSON.stringify(OPERATIONS)).not.toContain('hash');
  });
});
