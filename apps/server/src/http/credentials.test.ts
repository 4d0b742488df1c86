import { describe, expect, it } from 'vitest';
import { readCredential } from './credentials.js';

const key = (text: string) => ({ kind: 'key', text });

describe('readCredential', () => {
  it.each([
    ['Bearer', ['Authorization', 'Bearer abc'], key('abc')],
    ['bearer in lower case', ['authorization', 'bearer abc'], key('abc')],
    ['BEARER and several blanks', ['AUTHORIZATION', 'BEARER   abc'], key('abc')],
    ['X-API-Key', ['X-Api-Key', 'abc'], key('abc')],
    ['two words after Bearer', ['Authorization', 'Bearer a b'], key('a b')],
    ['a blank at the end', ['Authorization', 'Bearer abc '], key('abc ')],
    ['the same key in both headers', ['Authorization', 'Bearer abc', 'X-API-Key', 'abc'], key('abc')],
    ['Basic beside X-API-Key', ['Authorization', 'Basic Zm9v', 'X-API-Key', 'abc'], key('abc')],
  ])('reads %s', (_what, headers, expected) => {
    expect(readCredential(headers)).toEqual(expected);
  });

  it.each([
    ['nothing', []],
    ['another header', ['Host', 'example.com']],
    ['Bearer and nothing', ['Authorization', 'Bearer']],
    ['Bearer and a blank', ['Authorization', 'Bearer ']],
    ['Basic', ['Authorization', 'Basic Zm9vOmJhcg==']],
    ['a key without a scheme', ['Authorization', 'mem_live_abc']],
    ['an empty X-API-Key', ['X-API-Key', '']],
    ['a cookie', ['Cookie', 'authorization=Bearer abc; x-api-key=abc']],
  ])('finds no key in %s', (_what, headers) => {
    expect(readCredential(headers)).toEqual({ kind: 'none' });
  });

  it.each([
    ['different keys in both headers', ['Authorization', 'Bearer abc', 'X-API-Key', 'abd']],
    ['Authorization twice', ['Authorization', 'Bearer abc', 'Authorization', 'Bearer abd']],
    ['X-API-Key twice', ['X-API-Key', 'abc', 'x-api-key', 'abd']],
  ])("doesn't choose among %s", (_what, headers) => {
    expect(readCredential(headers)).toEqual({ kind: 'ambiguous' });
  });
});
