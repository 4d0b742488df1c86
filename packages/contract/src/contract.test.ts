import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import * as contract from './contract.js';
import * as openapi from './openapi/create-openapi-document.js';
import * as operations from './operations/operations.js';

// What other packages import. A name that goes from here breaks them.
const PINNED = [
  'API_KEY_CHARACTERS',
  'ApiError',
  'DEFAULT_GRACE_PERIOD_HOURS',
  'DEFAULT_KEY_NAME',
  'DEFAULT_MAX_MEMORIES',
  'DEFAULT_NAMESPACE',
  'DEFAULT_PER_PAGE',
  'DEFAULT_RELEVANCE_THRESHOLD',
  'ENVIRONMENTS',
  'ERRORS',
  'ERROR_CODES',
  'IDEMPOTENCY_RETENTION_HOURS',
  'MAX_BODY_BYTES',
  'MAX_CLIENT_REQUEST_ID_CHARACTERS',
  'MAX_GRACE_PERIOD_HOURS',
  'MAX_IDEMPOTENCY_KEY_CHARACTERS',
  'MAX_IP_ALLOWLIST_ENTRIES',
  'MAX_KEY_EXPIRES_IN_DAYS',
  'MAX_KEY_NAMESPACES',
  'MAX_MAX_MEMORIES',
  'MAX_MEMORY_EXPIRES_IN_DAYS',
  'MAX_METADATA_BYTES',
  'MAX_NAME_CHARACTERS',
  'MAX_NESTING',
  'MAX_PER_PAGE',
  'MAX_SESSION_ID_CHARACTERS',
  'MAX_TEXT_CHARACTERS',
  'PUBLIC_SCOPES',
  'SCOPES',
  'createApiKey',
  'createErrorsHtml',
  'createErrorsMarkdown',
  'createId',
  'createIdSource',
  'hasScope',
  'hashApiKey',
  'invariant',
  'isApiError',
  'isErrorCode',
  'isScope',
  'messageOf',
  'parseApiKey',
  'parseTimestamp',
  'toFirstId',
  'toKeyPrefix',
];

describe('the entry of the package', () => {
  it('exports exactly the pinned names', () => {
    expect(Object.keys(contract).toSorted()).toEqual(PINNED);
  });

  it('loads nothing but files of its own, no schemas: threads and commands that want errors and ids wait for it', () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const built = readFileSync(file, 'utf8');
      for (const [, from = ''] of built.matchAll(/^(?:import|export) [^;]*?from '([^']+)';/gmu)) {
        if (from.startsWith('.')) load(join(file, '..', from));
        else expect(from).toMatch(/^node:/u);
      }
    };
    load(join(import.meta.dirname, '../dist/contract.js'));
    expect([...loaded].filter((file) => /\/(schemas|operations|openapi)\//u.test(file))).toEqual([]);
    expect(loaded.size).toBeGreaterThan(8);
  });

  it('has others beside it for the operations and for OpenAPI', () => {
    expect(Object.keys(operations).toSorted()).toEqual([
      'OPERATIONS',
      'OPERATION_LIST',
      'isOperationId',
      'toFastifyPath',
    ]);
    expect(Object.keys(openapi)).toEqual(['createOpenApiDocument']);
  });

  it('bounds what the contract bounds', () => {
    const bounds = Object.fromEntries(
      Object.entries(contract).filter(([name]) => /^(MAX|DEFAULT|IDEMPOTENCY)_/.test(name)),
    );
    expect(bounds).toEqual({
      DEFAULT_GRACE_PERIOD_HOURS: 24,
      DEFAULT_KEY_NAME: 'Default Key',
      DEFAULT_MAX_MEMORIES: 20,
      DEFAULT_NAMESPACE: 'default',
      DEFAULT_PER_PAGE: 50,
      DEFAULT_RELEVANCE_THRESHOLD: 0.5,
      IDEMPOTENCY_RETENTION_HOURS: 24,
      MAX_BODY_BYTES: 10_485_760,
      MAX_CLIENT_REQUEST_ID_CHARACTERS: 128,
      MAX_GRACE_PERIOD_HOURS: 168,
      MAX_IDEMPOTENCY_KEY_CHARACTERS: 255,
      MAX_IP_ALLOWLIST_ENTRIES: 100,
      MAX_KEY_EXPIRES_IN_DAYS: 365,
      MAX_KEY_NAMESPACES: 100,
      MAX_MAX_MEMORIES: 100,
      MAX_MEMORY_EXPIRES_IN_DAYS: 36_500,
      MAX_METADATA_BYTES: 16_384,
      MAX_NAME_CHARACTERS: 255,
      MAX_NESTING: 20,
      MAX_PER_PAGE: 100,
      MAX_SESSION_ID_CHARACTERS: 255,
      MAX_TEXT_CHARACTERS: 50_000,
    });
  });
});
