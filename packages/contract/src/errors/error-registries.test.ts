import { describe, expect, it } from 'vitest';

import { ERROR_CODES } from '../errors.js';
import { CALLER_ERRORS } from './caller-errors.js';
import { SERVER_ERRORS } from './server-errors.js';

describe('the two lists of errors', () => {
  it('part where the fault lies: with the caller below 500, with the server from there on', () => {
    for (const [code, { status }] of Object.entries(CALLER_ERRORS)) {
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(500);
    }
    for (const [code, { status }] of Object.entries(SERVER_ERRORS)) {
      expect(status, code).toBeGreaterThanOrEqual(500);
    }
  });

  it('have no code in common, so that neither hides one of the other', () => {
    expect(ERROR_CODES).toHaveLength(Object.keys(CALLER_ERRORS).length + Object.keys(SERVER_ERRORS).length);
  });

  it('tell with every 503 that nothing was changed, so that the same request may be sent again', () => {
    const entries = Object.entries(SERVER_ERRORS).filter(([, { status }]) => status === 503);
    expect(entries).toHaveLength(4);
    for (const [code, { meaning, whatToDo }] of entries) {
      expect(meaning, code).toMatch(/(nothing was changed|changed nothing)/i);
      expect(whatToDo, code).toMatch(/^Send it again/);
    }
  });

  it('own up to the one 503 after which a write may have been kept', () => {
    const { meaning, whatToDo } = SERVER_ERRORS.STORAGE_UNAVAILABLE;
    expect(meaning).toContain('unless the message says that the database went away while it kept the write');
    expect(whatToDo).toContain('with the same `Idempotency-Key`');
  });

  it('say the same thing of no two errors', () => {
    const all = Object.values({ ...CALLER_ERRORS, ...SERVER_ERRORS });
    for (const part of ['title', 'meaning'] as const) {
      expect(new Set(all.map((entry) => entry[part])).size).toBe(all.length);
    }
  });

  it('have even marks of code, which the pages turn into tags', () => {
    for (const [code, { meaning, whatToDo }] of Object.entries({ ...CALLER_ERRORS, ...SERVER_ERRORS })) {
      expect(meaning.split('`').length % 2, code).toBe(1);
      expect(whatToDo.split('`').length % 2, code).toBe(1);
    }
  });
});
