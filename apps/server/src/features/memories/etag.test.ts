import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMatch, parseIfMatch, toEtag } from './etag.js';

const matches = (header: string, version: number): boolean | null => {
  const condition = parseIfMatch(header);
  return condition && isMatch(condition, version);
};

describe('parseIfMatch', () => {
  it('matches the tag that was given for a version, and no other version', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (version) => {
        expect(matches(toEtag(version), version)).toBe(true);
        expect(matches(toEtag(version), version + 1)).toBe(false);
      }),
    );
  });

  it('matches any version by an asterisk', () => {
    expect(matches(' * ', 7)).toBe(true);
  });

  it('matches when one tag of a list does', () => {
    expect(matches('"1", "2" ,"3"', 2)).toBe(true);
    expect(matches('"1","3"', 2)).toBe(false);
  });

  it('lets a weak tag match nothing, because the comparison is strong', () => {
    expect(matches('W/"2"', 2)).toBe(false);
    expect(matches('W/"2", "2"', 2)).toBe(true);
  });

  it('lets a foreign tag match nothing, commas inside it included', () => {
    expect(matches('"abc"', 2)).toBe(false);
    expect(matches('"a,2"', 2)).toBe(false);
    expect(matches('"02"', 2)).toBe(false);
    expect(matches('""', 2)).toBe(false);
  });

  it('refuses what is no list of tags', () => {
    for (const header of ['', ' ', '2', '"2', '2"', '"1" "2', '"1", 2', ', ,', '*, "1"', 'w/"2"']) {
      expect(parseIfMatch(header), header).toBeNull();
    }
  });
});
