import { describe, expect, it } from 'vitest';

import { ERRORS, ERROR_CODES } from '../errors.js';
import { LIMIT_ERRORS } from '../operations/operation.js';
import { OPERATIONS } from '../operations/operations.js';
import { ErrorEnvelope } from '../schemas/envelope.js';
import { createValidator } from '../testing/create-validator.js';
import { createErrorExamples, createErrorResponses, LIMIT_HEADERS } from './error-responses.js';

describe('createErrorExamples', () => {
  const examples = Object.entries(createErrorExamples());
  const faultsOf = createValidator(ErrorEnvelope);

  it('has one for each code of the registry', () => {
    expect(examples.map(([code]) => code)).toEqual(ERROR_CODES);
  });

  it.each(examples)('%s is a whole answer that points to its own documentation', (code, example) => {
    expect(example).toMatchObject({
      value: { success: false, error: { code, doc_url: expect.stringMatching(new RegExp(`/docs/errors#${code}$`)) } },
    });
    expect(faultsOf(Reflect.get(Object(example), 'value'))).toEqual([]);
  });

  it('shows the details that the contract promises', () => {
    expect(createErrorExamples()).toMatchObject({
      VALIDATION_ERROR: { value: { error: { details: { field: expect.any(String), errors: expect.any(Array) } } } },
      INSUFFICIENT_PERMISSIONS: {
        value: { error: { details: { required_scopes: expect.any(Array), your_scopes: expect.any(Array) } } },
      },
    });
    for (const code of LIMIT_ERRORS) {
      const details = { limit: expect.any(String), size: expect.any(Number), used: expect.any(Number) };
      expect(createErrorExamples()[code]).toMatchObject({ value: { error: { details } } });
    }
  });
});

describe('createErrorResponses', () => {
  const getMemory = createErrorResponses(OPERATIONS.getMemory);

  it('groups codes by status, in the order of statuses', () => {
    expect(Object.keys(getMemory)).toEqual([
      '400',
      '401',
      '402',
      '403',
      '404',
      '408',
      '415',
      '429',
      '431',
      '500',
      '503',
    ]);
    expect(getMemory['401']).toMatchObject({
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Error' },
          examples: { MISSING_API_KEY: { $ref: '#/components/examples/MISSING_API_KEY' } },
        },
      },
    });
  });

  it('says of each status which codes it can have, and what they mean', () => {
    expect(getMemory['404']).toMatchObject({ description: `\`MEMORY_NOT_FOUND\`: ${ERRORS.MEMORY_NOT_FOUND.title}.` });
  });

  it('lists several codes of one status, a line each', () => {
    const { description } = Object(getMemory['403']);
    const lines = String(description).split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^- `[A-Z_]+`: .+\.$/);
  });

  it('names a code once that several groups of errors bring along', () => {
    const doubled = { ...OPERATIONS.getMemory, errors: ['NOT_FOUND', 'NOT_FOUND'] } as const;
    expect(createErrorResponses(doubled)).toEqual({
      404: expect.objectContaining({ description: `\`NOT_FOUND\`: ${ERRORS.NOT_FOUND.title}.` }),
    });
  });

  it('tells of WWW-Authenticate with 401 and 403, of Retry-After with 429 and 503', () => {
    const headersOf = (status: string): string[] => Object.keys(Reflect.get(Object(getMemory[status]), 'headers'));
    expect(headersOf('401')).toEqual(['X-Request-ID', 'WWW-Authenticate']);
    expect(headersOf('403')).toEqual(['X-Request-ID', ...LIMIT_HEADERS, 'WWW-Authenticate']);
    expect(headersOf('404')).toEqual(['X-Request-ID', ...LIMIT_HEADERS]);
    expect(headersOf('429')).toEqual(['X-Request-ID', ...LIMIT_HEADERS, 'Retry-After']);
    expect(headersOf('503')).toEqual(['X-Request-ID', ...LIMIT_HEADERS, 'Retry-After']);
  });
});
