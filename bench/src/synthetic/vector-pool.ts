import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@memory-api/embedder';
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

const SIZE = 5000;
const BATCH = 100;
const SEED = 1;
const MOST = 127;

/**
 * Vectors of 5,000 synthetic memories, embedded once a machine and kept in the temporary directory: embedding takes
 * 15 seconds, and every measurement of a large store wants them.
 */
export async function readVectorPool(options: {
  readonly createEmbedder: () => Embedder;
  readonly say: (line: string) => void;
}): Promise<VectorPool> {
  const embedder = options.createEmbedder();
  const { model, dimensions } = embedder;
  const file = join(tmpdir(), `memory-api-bench-vectors-${model.replaceAll(/[^\w.-]/g, '-')}-${SIZE}.bin`);
  if (!existsSync(file)) {
    options.say(`embedding ${SIZE} texts once, to be kept in ${file} …`);
    writeFileSync(`${file}.part`, await embedPool(embedder));
    renameSync(`${file}.part`, file);
  }
  // A worker that is ended while it loads its model can take the process with it.
  await embedder.embedQuery('ready?');
  await embedder.close();
  const bytes = readFileSync(file);
  return createVectorPool(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), dimensions);
}

async function embedPool(embedder: Embedder): Promise<Int8Array> {
  const random = createRandom(SEED);
  const pool = new Int8Array(SIZE * embedder.dimensions);
  for (let from = 0; from < SIZE; from += BATCH) {
    const texts = Array.from({ length: BATCH }, () => createSyntheticMemory(random).text);
    const embedded = await embedder.embedTexts(texts);
    embedded.forEach(({ vectors }, place) => {
      // Texts of a dozen words fill one window; a second one would have no place in the pool.
      pool.set(vectors.subarray(0, embedder.dimensions), (from + place) * embedder.dimensions);
    });
  }
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
