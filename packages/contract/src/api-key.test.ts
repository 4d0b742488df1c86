import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { API_KEY_CHARACTERS, createApiKey, hashApiKey, parseApiKey, toKeyPrefix, type Environment } from './api-key.js';
import { EXAMPLE_CREATED_KEY } from './operations/examples.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const environments = fc.constantFrom<Environment>('live', 'test');
// Keys are random by nature; the environment is what a counterexample can be shrunk to.
const keys = environments.map((environment) => createApiKey(environment));

const replaceAt = (text: string, index: number, by: string): string =>
  text.slice(0, index) + by + text.slice(index + 1);

describe('createApiKey', () => {
  it('makes mem_, the environment, 32 random and 6 checksum characters of base62', () => {
    fc.assert(
      fc.property(environments, (environment) => {
        const key = createApiKey(environment);
        expect(key).toMatch(new RegExp(`^mem_${environment}_[0-9A-Za-z]{38}$`));
        expect(key).toHaveLength(API_KEY_CHARACTERS);
      }),
    );
  });

  it('makes a key whose environment is read back', () => {
    fc.assert(
      fc.property(environments, (environment) => {
        expect(parseApiKey(createApiKey(environment))).toEqual({ environment });
      }),
    );
  });

  it('draws each character of the alphabet equally often, at every place', () => {
    const counts = new Map<string, number>();
    const keyCount = 4000;
    for (let i = 0; i < keyCount; i += 1) {
      for (const character of createApiKey('live').slice(9, 41)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    const expected = (keyCount * 32) / 62;
    const chiSquare = [...BASE62].reduce((sum, character) => {
      const difference = (counts.get(character) ?? 0) - expected;
      return sum + (difference * difference) / expected;
    }, 0);
    expect([...counts.keys()].toSorted().join('')).toBe(BASE62);
    // 61 degrees of freedom: above 150 once in 10^8 runs. Folding a byte by modulo 62 would make
    // eight characters a quarter likelier and give about 900.
    expect(chiSquare).toBeLessThan(150);
  });

  it('never makes a key twice', () => {
    expect(new Set(Array.from({ length: 2000 }, () => createApiKey('test'))).size).toBe(2000);
  });
});

describe('parseApiKey', () => {
  it('knows the checksum of a key that was fixed once and for all', () => {
    // CRC-32 of `mem_live_` and 32 zeros, computed with another program, in base62.
    expect(parseApiKey(`mem_live_${'0'.repeat(32)}04fO0e`)).toEqual({ environment: 'live' });
  });

  it('refuses a key with any one character changed', () => {
    fc.assert(
      fc.property(
        keys,
        fc.nat(API_KEY_CHARACTERS - 1),
        fc.constantFrom(...BASE62, '_', '-', ' ', 'é'),
        (key, index, by) => {
          fc.pre(key[index] !== by);
          expect(parseApiKey(replaceAt(key, index, by))).toBeNull();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('refuses a key of one environment edited into the other', () => {
    for (let i = 0; i < 200; i += 1) {
      expect(parseApiKey(createApiKey('live').replace('live', 'test'))).toBeNull();
      expect(parseApiKey(createApiKey('test').replace('test', 'live'))).toBeNull();
    }
  });

  it('refuses a key with two neighbouring characters exchanged', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 9, max: API_KEY_CHARACTERS - 2 }), (key, index) => {
        const [a = '', b = ''] = key.slice(index, index + 2);
        fc.pre(a !== b);
        expect(parseApiKey(key.slice(0, index) + b + a + key.slice(index + 2))).toBeNull();
      }),
    );
  });

  it('refuses a key with a character missing, doubled or around it', () => {
    fc.assert(
      fc.property(keys, fc.nat(API_KEY_CHARACTERS - 1), (key, index) => {
        expect(parseApiKey(replaceAt(key, index, ''))).toBeNull();
        expect(parseApiKey(replaceAt(key, index, (key[index] ?? '').repeat(2)))).toBeNull();
        for (const blank of [' ', '\n', '\r\n', '\t', '\0', '"']) {
          expect(parseApiKey(key + blank)).toBeNull();
          expect(parseApiKey(blank + key)).toBeNull();
        }
      }),
    );
  });

  it('refuses any other text without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(parseApiKey(text)).toBeNull();
      }),
    );
    for (const text of [
      '',
      'mem_',
      'mem_prod_',
      'x'.repeat(API_KEY_CHARACTERS),
      `mem_live_${'😀'.repeat(19)}`,
      '['.repeat(1_000_000),
    ]) {
      expect(parseApiKey(text)).toBeNull();
    }
  });

  it('refuses the keys of our examples, so that none of them ever works', () => {
    expect(EXAMPLE_CREATED_KEY.key).toMatch(/^mem_live_[0-9A-Za-z]{38}$/);
    expect(parseApiKey(EXAMPLE_CREATED_KEY.key)).toBeNull();
  });

  it('refuses the id of a memory', () => {
    expect(parseApiKey('mem_01k3zqa2b4d6f8h0j2m4p6r8t0')).toBeNull();
  });
});

describe('toKeyPrefix', () => {
  it('shows the environment, six characters and an ellipsis', () => {
    expect(toKeyPrefix('mem_live_a1b2c3d4e5')).toBe('mem_live_a1b2c3…');
    fc.assert(
      fc.property(keys, (key) => {
        const prefix = toKeyPrefix(key);
        expect(prefix).toMatch(/^mem_(live|test)_[0-9A-Za-z]{6}…$/);
        expect(key.startsWith(prefix.slice(0, -1))).toBe(true);
        expect(parseApiKey(prefix)).toBeNull();
      }),
    );
  });
});

describe('hashApiKey', () => {
  it('is SHA-256 in lower-case hexadecimal', () => {
    expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
