import { describe, expect, it } from 'vitest';

import { createApiKey, ENVIRONMENTS, toKeyPrefix } from '../api-key.js';
import { EXAMPLE_CREATED_KEY, EXAMPLE_KEY } from '../operations/examples.js';
import { createValidator } from '../testing/create-validator.js';
import {
  ApiKey,
  CreateApiKeyBody,
  CreatedApiKey,
  DocumentedCreateApiKeyBody,
  DocumentedUpdateApiKeyBody,
  UpdateApiKeyBody,
} from './api-key.js';

describe('the bodies of keys, as the documentation shows them', () => {
  it.each([
    ['create', CreateApiKeyBody, DocumentedCreateApiKeyBody],
    ['update', UpdateApiKeyBody, DocumentedUpdateApiKeyBody],
  ])('differ from what the server takes in one scope alone: %s', (_, taken, documented) => {
    expect(createValidator(taken)({ scopes: ['operator'] })).toEqual([]);
    expect(createValidator(documented)({ scopes: ['operator'] })).toEqual(['/scopes/0 enum']);
    expect(JSON.parse(JSON.stringify(taken).replace(',"operator"', ''))).toEqual(
      JSON.parse(JSON.stringify(documented)),
    );
  });
});

describe('CreatedApiKey', () => {
  const faultsOf = createValidator(CreatedApiKey);

  it.each(ENVIRONMENTS)('takes a key as it is made for %s', (environment) => {
    const key = createApiKey(environment);
    expect(faultsOf({ ...EXAMPLE_CREATED_KEY, key, key_prefix: toKeyPrefix(key), environment })).toEqual([]);
  });

  it.each([
    '',
    'mem_live_short',
    `mem_prod_${'a'.repeat(38)}`,
    `mem_live_${'a'.repeat(39)}`,
    `mem_live_${'-'.repeat(38)}`,
  ])('takes no key such as %j', (key) => {
    expect(faultsOf({ ...EXAMPLE_CREATED_KEY, key })).toEqual(['/key pattern']);
  });
});

describe('ApiKey', () => {
  const faultsOf = createValidator(ApiKey);

  it('may be of one that was rotated, and of one that was revoked', () => {
    const at = '2026-01-15T10:30:00.000Z';
    expect(faultsOf({ ...EXAMPLE_KEY, rotated_to: 'key_2', grace_until: at })).toEqual([]);
    expect(faultsOf({ ...EXAMPLE_KEY, is_active: false, revoked_at: at })).toEqual([]);
  });

  it('shows whatever scopes a key holds, and who runs the server holds one more', () => {
    expect(faultsOf({ ...EXAMPLE_KEY, scopes: ['operator', 'read'] })).toEqual([]);
  });
});
