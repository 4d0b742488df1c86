import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMinilmEmbedder, MINILM_MODEL } from '@memory-api/embedder';
import { createRandom } from '../harness/random.js';
import type { Random } from '../harness/random.js';
import { createSyntheticMemory } from './synthetic-memory.js';

/** Vectors to fill stores with. */
export interface VectorPool {
  /** Values in one vector. */
  readonly dimensions: number;
  /** Another vector each time: three parts of one really embedded text and one part of another. */
  next(random: Random): Int8Array;
}

/** What a pool is read for. */
export interface VectorPoolOptions {
  /** How many vectors are wanted of it. */
  readonly count: number;
  readonly say: (line: string) => void;
}

const SIZE = 5000;
// For a few memories fewer texts are embedded, the first of the same.
const SMALL_SIZE = 500;
const LARGEST_OF_SMALL = 2000;
const BATCH = 100;
const SEED = 1;
const MOST = 127;

/**
 * Vectors of 5,000 synthetic memories, or of 500 for a few, embedded once a machine and kept in the temporary
 * directory: embedding takes 15 seconds, and every measurement of a large store wants them.
 */
export async function readVectorPool({ count, say }: VectorPoolOptions): Promise<VectorPool> {
  const { name, dimensions } = MINILM_MODEL;
  const size = count > LARGEST_OF_SMALL ? SIZE : SMALL_SIZE;
  const file = join(tmpdir(), `memory-api-bench-vectors-${name}-${size}.bin`);
  if (!existsSync(file)) {
    say(`embedding ${size} texts once, to be kept in ${file} …`);
    // Under a name of its own: another process may be at it.
    const part = `${file}.${process.pid}`;
    writeFileSync(part, await embedPool(size));
    renameSync(part, file);
  }
  const bytes = readFileSync(file);
  return createVectorPool(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), dimensions);
}

async function embedPool(size: number): Promise<Int8Array> {
  const embedder = createMinilmEmbedder({ logger: console });
  const random = createRandom(SEED);
  const pool = new Int8Array(size * embedder.dimensions);
  for (let from = 0; from < size; from += BATCH) {
    const texts = Array.from({ length: BATCH }, () => createSyntheticMemory(random).text);
    const embedded = await embedder.embedTexts(texts);
    embedded.forEach(({ vectors }, place) => {
      // Texts of a dozen words fill one window; a second one would have no place in the pool.
      pool.set(vectors.subarray(0, embedder.dimensions), (from + place) * embedder.dimensions);
    });
  }
  await embedder.close();
  return pool;
}

/** Makes a pool of vectors that lie end to end. */
export function createVectorPool(vectors: Int8Array, dimensions: number): VectorPool {
  const size = vectors.length / dimensions;
  const at = (place: number): Int8Array => vectors.subarray(place * dimensions, (place + 1) * dimensions);
  return { dimensions, next: (random) => mix(at(random.below(size)), at(random.below(size))) };
}

/** Three parts of the first and one of the second, brought to fill the range of int8 as embedders do. */
function mix(first: Int8Array, second: Int8Array): Int8Array {
  const sums = new Int16Array(first.length);
  let largest = 1;
  for (let place = 0; place < sums.length; place++) {
    const sum = 3 * (first[place] ?? 0) + (second[place] ?? 0);
    sums[place] = sum;
    largest = Math.max(largest, Math.abs(sum));
  }
  const mixed = new Int8Array(sums.length);
  for (let place = 0; place < sums.length; place++) mixed[place] = Math.round(((sums[place] ?? 0) * MOST) / largest);
  return mixed;
}
