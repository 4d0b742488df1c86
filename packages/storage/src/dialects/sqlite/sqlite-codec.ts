import { sql } from 'kysely';
import { toCanonicalJson } from '../canonical-json.js';
import type { Codec } from '../engine.js';

/** JSON as text, truth as 0 and 1, bytes as they are. */
export const sqliteCodec: Codec = {
  toJson: toCanonicalJson,
  fromJson: (column): unknown => JSON.parse(column),
  selectJson: (column) => sql`${column}`,
  toVectors: (bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  fromVectors: (column) => new Int8Array(column.buffer, column.byteOffset, column.byteLength),
  selectVectors: (vectors) => vectors,
  toBoolean: (value) => (value ? 1 : 0),
  fromBoolean: (column) => column === 1,
};
