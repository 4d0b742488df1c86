const MOST = 127;

/**
 * Brings a vector into int8: its largest component becomes ±127, the others keep their proportion. The length is
 * lost, the direction stays (cosine to the original about 0.9999), so cosines of such vectors are as good.
 *
 * @example
 * toInt8Vector([0.5, -0.25, 0]); // Int8Array [127, -64, 0] up to rounding
 */
export function toInt8Vector(values: ArrayLike<number>): Int8Array {
  const vector = new Int8Array(values.length);
  const largest = largestMagnitude(values);
  if (largest === 0) return vector;
  const factor = MOST / largest;
  for (let index = 0; index < values.length; index += 1) {
    vector[index] = Math.round((values[index] ?? 0) * factor);
  }
  return vector;
}

/** Lays vectors of one length one after the other. */
export function joinVectors(vectors: readonly Int8Array[]): Int8Array {
  const joined = new Int8Array(vectors.reduce((length, vector) => length + vector.length, 0));
  let offset = 0;
  for (const vector of vectors) {
    joined.set(vector, offset);
    offset += vector.length;
  }
  return joined;
}

function largestMagnitude(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const magnitude = Math.abs(values[index] ?? 0);
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}
