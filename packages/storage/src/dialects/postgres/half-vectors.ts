import { invariant } from '@memory-api/contract';

// pgvector's halfvec holds numbers of 16 bits (IEEE 754 binary16), which whole numbers from -128 to 127 fit exactly.
// An array of them crosses over in the binary form of PostgreSQL's arrays: three header fields of 32 bits, then size and
// lower bound of the one dimension; each element is its length, its number of values, two unused bytes, the values.
const HEADER_BYTES = 12;
const DIMENSION_BYTES = 8;
const ELEMENT_BYTES = 8;
const BYTES_A_VALUE = 2;

const HALVES = Uint16Array.from({ length: 256 }, (_, byte) => toHalf((byte << 24) >> 24));
const BYTES = toByteTable();

/** Writes int8 vectors, end to end with `dimensions` values each, as an array of `halfvec` in its binary form. */
export function encodeHalfVectors(vectors: Uint8Array | Int8Array, dimensions: number, elementOid: number): Buffer {
  const count = Math.ceil(vectors.length / dimensions);
  const dimensionBytes = count === 0 ? 0 : DIMENSION_BYTES;
  const buffer = Buffer.alloc(HEADER_BYTES + dimensionBytes + count * ELEMENT_BYTES + vectors.length * BYTES_A_VALUE);
  let at = buffer.writeInt32BE(count === 0 ? 0 : 1, 0);
  at = buffer.writeInt32BE(0, at);
  at = buffer.writeUInt32BE(elementOid, at);
  if (count > 0) at = buffer.writeInt32BE(1, buffer.writeInt32BE(count, at));
  for (let from = 0; from < vectors.length; from += dimensions) {
    at = writeElement(buffer, at, vectors.subarray(from, from + dimensions));
  }
  return buffer;
}

function writeElement(buffer: Buffer, start: number, vector: Uint8Array | Int8Array): number {
  let at = buffer.writeInt32BE(4 + vector.length * BYTES_A_VALUE, start);
  at = buffer.writeInt16BE(vector.length, at);
  at = buffer.writeInt16BE(0, at);
  for (const value of vector) at = buffer.writeUInt16BE(HALVES[value & 0xff] ?? 0, at);
  return at;
}

/** Reads what `encodeHalfVectors` wrote: the vectors end to end. */
export function decodeHalfVectors(array: Uint8Array): Int8Array {
  const view = new DataView(array.buffer, array.byteOffset, array.byteLength);
  const dimensions = view.getInt32(0);
  if (dimensions === 0) return new Int8Array(0);
  invariant(dimensions === 1 && view.getInt32(4) === 0, 'vectors are a plain list without nulls');
  const count = view.getInt32(HEADER_BYTES);
  const start = HEADER_BYTES + DIMENSION_BYTES;
  const values = new Int8Array((array.byteLength - start - count * ELEMENT_BYTES) / BYTES_A_VALUE);
  let to = 0;
  for (let at = start; at < array.byteLength;) {
    const end = at + 4 + view.getInt32(at);
    for (at += ELEMENT_BYTES; at < end; at += BYTES_A_VALUE) values[to++] = BYTES[view.getUint16(at)] ?? 0;
  }
  return values;
}

/** The binary16 of a whole number of at most eleven bits, which is exact. */
function toHalf(value: number): number {
  if (value === 0) return 0;
  const magnitude = Math.abs(value);
  const exponent = 31 - Math.clz32(magnitude);
  const fraction = (magnitude << (10 - exponent)) & 0x3ff;
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
}

function toByteTable(): Int8Array {
  const bytes = new Int8Array(2 ** 16);
  for (let value = -128; value < 128; value += 1) bytes[toHalf(value)] = value;
  return bytes;
}
