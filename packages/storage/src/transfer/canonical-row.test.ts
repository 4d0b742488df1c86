import { expect, it } from 'vitest';
import { createPostgresCodec } from '../dialects/postgres/postgres-codec.js';
import { sqliteCodec } from '../dialects/sqlite/sqlite-codec.js';
import { toCanonicalValue, toColumn, toKey, toRowText } from './canonical-row.js';
import { TABLE_LAYOUTS } from './table-layout.js';

const codecs = [sqliteCodec, createPostgresCodec({ kind: 'halfvec', elementOid: 7 })];

it('is the same for what every engine keeps in its own way', () => {
  const vectors = Int8Array.of(1, -2, 127, -128, 0, 5);
  for (const codec of codecs) {
    for (const value of [vectors, true, false, 7, 'text', null] as const) {
      const kind = value === vectors ? 'vectors' : typeof value === 'object' ? 'text' : KINDS[typeof value];
      expect(toCanonicalValue(codec, kind ?? 'text', toColumn(codec, value, 3))).toEqual(value);
    }
    expect(toCanonicalValue(codec, 'json', '{"b": 1, "a": [1.0]}')).toBe('{"a":[1],"b":1}');
  }
});

it('makes a checksum of values, not of how they are written one after another', () => {
  const rows = [
    ['a', 'b', null],
    ['a"', '"b', null],
    ['a', 'b', 'null'],
    ['a', 'b', 0],
    ['a', 'b', false],
    ['a', Int8Array.of(1), null],
    ['a', Int8Array.of(-1), null],
  ];
  expect(new Set(rows.map(toRowText)).size).toBe(rows.length);
});

it('knows the primary key of a row', () => {
  const layout = TABLE_LAYOUTS.find(({ name }) => name === 'audit_log');
  expect(layout && toKey(layout, ['org', 5, 'aud_1', 'live'])).toEqual(['org', 5, 'aud_1']);
});

const KINDS: Readonly<Record<string, 'boolean' | 'number' | 'text'>> = {
  boolean: 'boolean',
  number: 'number',
  string: 'text',
};
