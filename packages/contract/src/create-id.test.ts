import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createId, createIdSource, toFirstId, type IdPrefix } from './create-id.js';

const FORM = /^(org|key|mem|req|aud|inv|crd|evt)_[0-9a-hjkmnp-tv-z]{26}$/;
const prefixes = fc.constantFrom<IdPrefix>('org', 'key', 'mem', 'req', 'aud', 'inv', 'crd', 'evt');
const timesMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('createId', () => {
  it('makes the prefix, an underscore and 26 characters of Crockford base32 in lower case', () => {
    fc.assert(
      fc.property(prefixes, timesMs, (prefix, nowMs) => {
        const id = createId(prefix, nowMs);
        expect(id).toMatch(FORM);
        expect(id.startsWith(`${prefix}_`)).toBe(true);
      }),
    );
  });

  it('sorts by time, byte by byte', () => {
    fc.assert(
      fc.property(timesMs, timesMs, (a, b) => {
        fc.pre(a !== b);
        expect(Math.sign(byBytes(createId('mem', a), createId('mem', b)))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('writes the milliseconds into the first ten characters', () => {
    // The largest 48-bit time of the ULID specification, in lower case.
    expect(createId('mem', 2 ** 48 - 1).slice(4, 14)).toBe('7zzzzzzzzz');
    expect(createId('mem', 0).slice(4, 14)).toBe('0000000000');
    expect(createId('mem', 33).slice(4, 14)).toBe('0000000011');
  });

  it('rises within one millisecond, whatever the prefix', () => {
    const source = createIdSource();
    const ids = Array.from({ length: 5000 }, (_, i) => source(i % 2 === 0 ? 'mem' : 'req', 1_768_473_000_000).slice(4));
    expect(ids.toSorted(byBytes)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('carries from one digit into the next within a millisecond', () => {
    const source = createIdSource();
    const lastDigits = Array.from({ length: 40 }, () => source('mem', 5).at(-1));
    expect(new Set(lastDigits).size).toBe(32);
  });

  it('starts again at random in the next millisecond', () => {
    const source = createIdSource();
    const tails = Array.from({ length: 200 }, (_, i) => source('mem', i).slice(-16));
    expect(new Set(tails).size).toBe(200);
  });

  it('never gives two sources the same id', () => {
    const ids = Array.from({ length: 200 }, () => createIdSource()('mem', 7));
    expect(new Set(ids).size).toBe(200);
  });

  it('cuts fractions of a millisecond', () => {
    expect(createId('mem', 12.9).slice(4, 14)).toBe(createId('mem', 12).slice(4, 14));
  });

  it('has a place in time: after all ids of before, and not after its own', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), fc.nat({ max: 5 }), (timeMs, laterMs) => {
        const id = createId('req', timeMs);
        expect(id < toFirstId('req', timeMs + laterMs)).toBe(laterMs > 0);
      }),
    );
  });

  it('refuses a time that 48 bits cannot hold', () => {
    expect(() => createId('mem', -1)).toThrow('Invariant');
    expect(() => createId('mem', 2 ** 48)).toThrow('Invariant');
    expect(() => createId('mem', Number.NaN)).toThrow('Invariant');
  });
});
