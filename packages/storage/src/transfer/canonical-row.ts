import { invariant } from '@memory-api/contract';
import type { Codec } from '../dialects/engine.js';
import type { ColumnKind, TableLayout } from './table-layout.js';

/** A value as no engine keeps it and every engine can read it. JSON is text, with its keys in order. */
export type CanonicalValue = string | number | boolean | Int8Array | null;

/** A row's values, in the order of its table's columns. */
export type CanonicalRow = readonly CanonicalValue[];

/** Reads a column as its engine gives it. */
export function toCanonicalValue(codec: Codec, kind: ColumnKind, column: unknown): CanonicalValue {
  if (column === null) return null;
  switch (kind) {
    case 'text':
      invariant(typeof column === 'string', 'a column of text holds text');
      return column;
    case 'number':
      invariant(Number.isSafeInteger(column), 'counters and times stay below 2^53');
      return Number(column);
    case 'boolean':
      invariant(typeof column === 'boolean' || typeof column === 'number', 'a column of truth holds a truth value');
      return codec.fromBoolean(column);
    case 'json':
      invariant(typeof column === 'string', 'a codec reads JSON as text');
      return codec.toJson(codec.fromJson(column));
    case 'vectors':
      invariant(column instanceof Uint8Array, 'vectors are selected as bytes');
      return codec.fromVectors(column);
  }
}

/** Writes a value as its engine takes it. `dimensions` is that of its vectors, where it is some. */
export function toColumn(codec: Codec, value: CanonicalValue, dimensions: number): unknown {
  if (value instanceof Int8Array) return codec.toVectors(value, dimensions);
  return typeof value === 'boolean' ? codec.toBoolean(value) : value;
}

/** The primary key of a row. */
export function toKey({ key, columns }: TableLayout, row: CanonicalRow): readonly CanonicalValue[] {
  return key.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null);
}

/** The same bytes for the same values, and for no other: what a checksum is made of. */
export function toRowText(row: CanonicalRow): string {
  return JSON.stringify(row.map((value) => (value instanceof Int8Array ? toBase64(value) : value)));
}

function toBase64({ buffer, byteOffset, byteLength }: Int8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** About how many bytes a row takes on its way. */
export function measureRow(row: CanonicalRow): number {
  return row.reduce<number>((bytes, value) => {
    if (typeof value === 'string') return bytes + value.length;
    return bytes + (value instanceof Int8Array ? value.byteLength : 8);
  }, 0);
}
