import { describe, expect, it } from 'vitest';
import { asRecord, asRecords } from './json.js';

describe('asRecord and asRecords', () => {
  it('give objects and lists of objects as they are', () => {
    expect(asRecord({ a: 1 })).toEqual({ a: 1 });
    expect(asRecords([{ a: 1 }, {}])).toEqual([{ a: 1 }, {}]);
  });

  it.each([null, undefined, 1, 'text', [1]])('stop at %j', (value) => {
    expect(() => asRecord(value)).toThrow('not a JSON object');
    expect(() => asRecords(value)).toThrow('JSON');
  });
});
