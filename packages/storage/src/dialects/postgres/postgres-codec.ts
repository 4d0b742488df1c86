import { sql } from 'kysely';
import { toCanonicalJson } from '../canonical-json.js';
import type { Codec } from '../engine.js';
import { decodeHalfVectors, encodeHalfVectors } from './half-vectors.js';

/** How a database keeps vectors. */
export type VectorColumn =
  /** pgvector is there: an array of `halfvec`, one a window. `elementOid` is the type's number in this database. */
  | { readonly kind: 'halfvec'; readonly elementOid: number }
  /** It isn't: bytes, as on SQLite. */
  | { readonly kind: 'bytea' };

/** JSON as `json`, which keeps its bytes; truth as `boolean`; vectors as the database has them. */
export function createPostgresCodec(column: VectorColumn): Codec {
  return {
    toJson: toCanonicalJson,
    fromJson: (json): unknown => JSON.parse(json),
    selectJson: (json) => sql`${json}::json`,
    toBoolean: (value) => value,
    fromBoolean: (value) => value === true,
    ...(column.kind === 'bytea' ? bytes : createHalfVectors(column.elementOid)),
  };
}

type VectorCodec = Pick<Codec, 'toVectors' | 'fromVectors' | 'selectVectors'>;

const bytes: VectorCodec = {
  toVectors: (vectors) => Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength),
  fromVectors: (column) => new Int8Array(column.buffer, column.byteOffset, column.byteLength),
  selectVectors: (vectors) => vectors,
};

function createHalfVectors(elementOid: number): VectorCodec {
  return {
    toVectors: (vectors, dimensions) => encodeHalfVectors(vectors, dimensions, elementOid),
    fromVectors: decodeHalfVectors,
    // As text, half of the time of loading an index would go into writing and reading decimal numbers.
    selectVectors: (vectors) => sql`array_send(${vectors})`,
  };
}
