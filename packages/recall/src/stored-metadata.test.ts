import { describe, expect, it } from 'vitest';
import { StoredMetadata } from './stored-metadata.js';

describe('StoredMetadata', () => {
  it('gives back what a slot was filled with, and nothing for one that is empty', () => {
    const stored = new StoredMetadata();
    stored.put(3, '{"a":[1,{"b":null}]}');
    stored.put(5, '{}');
    expect([2, 3, 5, 9].map((slot) => stored.at(slot))).toEqual([{}, { a: [1, { b: null }] }, {}, {}]);
  });

  it('forgets a slot and counts its bytes no longer', () => {
    const stored = new StoredMetadata();
    stored.put(0, '{"a":1}');
    const [full, text] = [stored.bytes, '{"a":1}'];
    stored.clear(0);
    stored.clear(0);
    expect([full > text.length, stored.bytes, stored.at(0)]).toEqual([true, 0, {}]);
  });

  it('costs nothing for memories without metadata', () => {
    const stored = new StoredMetadata();
    for (let slot = 0; slot < 1000; slot++) stored.put(slot, '{}');
    expect(stored.bytes).toBe(0);
  });
});
