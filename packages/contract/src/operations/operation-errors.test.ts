import { describe, expect, it } from 'vitest';

import { ERROR_CODES } from '../errors.js';
import { OPERATION_LIST } from './operations.js';

const each = OPERATION_LIST.map((operation) => [operation.id, operation] as const);
const idsWith = (code: string): string[] =>
  OPERATION_LIST.filter(({ errors }) => errors.some((one) => one === code)).map(({ id }) => id);

describe('the errors of the operations', () => {
  it.each(each)('of %s are named once each', (_, { errors }) => {
    expect(new Set(errors).size).toBe(errors.length);
  });

  it('are every code but those of no route, and those that are kept for later', () => {
    const never = ERROR_CODES.filter((code) => idsWith(code).length === 0);
    expect(new Set(never)).toEqual(new Set(['METHOD_NOT_ALLOWED', 'EXTRACTION_FAILED']));
  });

  it('tell of the limits of a plan exactly where a key is needed', () => {
    const ids = OPERATION_LIST.filter(({ scope }) => scope !== null).map(({ id }) => id);
    for (const code of ['QUOTA_EXCEEDED', 'DAILY_QUOTA_EXCEEDED', 'CONCURRENT_LIMIT_EXCEEDED']) {
      expect(idsWith(code)).toEqual(ids);
    }
    expect(idsWith('RATE_LIMIT_EXCEEDED').toSorted()).toEqual([...ids, 'signUp'].toSorted());
  });

  it('tell of a failed precondition exactly where If-Match is honoured', () => {
    expect(idsWith('PRECONDITION_FAILED')).toEqual(
      OPERATION_LIST.filter(({ ifMatch }) => ifMatch === true).map(({ id }) => id),
    );
  });

  it('tell of a missing memory or key exactly where the path names one', () => {
    const idsAt = (part: string) => OPERATION_LIST.filter(({ path }) => path.includes(part)).map(({ id }) => id);
    expect(idsWith('MEMORY_NOT_FOUND')).toEqual(idsAt('{memory_id}'));
    expect(idsWith('API_KEY_NOT_FOUND')).toEqual(idsAt('{key_id}'));
  });

  it('need the embedder only where text is turned into vectors', () => {
    for (const id of idsWith('EMBEDDER_UNAVAILABLE')) {
      expect(['createMemory', 'updateMemory', 'queryMemories']).toContain(id);
    }
    expect(idsWith('EMBEDDER_UNAVAILABLE')).toContain('queryMemories');
  });

  it('let the questions about the state of the server be answered while it shuts down', () => {
    const silent = OPERATION_LIST.filter(({ errors }) => !errors.includes('SHUTTING_DOWN')).map(({ id }) => id);
    expect(silent).toEqual(['getHealth', 'getLiveness', 'getReadiness']);
  });

  it('come again with a replayed answer, which a header tells, exactly where an idempotency key is taken', () => {
    const told = OPERATION_LIST.filter(({ response }) => response.headers?.includes('Idempotency-Replayed'));
    const taking = OPERATION_LIST.filter(({ idempotent }) => idempotent);
    expect(told.map(({ id }) => id)).toEqual(taking.map(({ id }) => id));
  });
});
