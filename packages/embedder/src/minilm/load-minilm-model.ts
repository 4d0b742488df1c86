import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { invariant } from '@memory-api/contract';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { toInt8Vector } from '../to-int8-vector.js';
import type { NativeGate } from './native-gate.js';
import { createWordPieces, type WordPieces } from './create-word-pieces.js';

/** The model in memory. */
export interface MinilmModel {
  /** Token ids of a piece of text, without marks of beginning and end. */
  readonly encode: WordPieces;
  /** The vectors of windows of token ids, in their order, in one run. Never settles once the gate is shut. */
  readonly run: (windows: readonly (readonly number[])[]) => Promise<readonly Int8Array[]>;
}

/** What {@link loadMinilmModel} takes. */
export interface MinilmModelOptions {
  /** Cores that one run may use. */
  readonly threads: number;
  readonly gate: NativeGate;
}

/** Length of the model's vectors. */
export const MINILM_DIMENSIONS = 384;

const MODEL_FOLDER = new URL('../../model/', import.meta.url);

/** Loads model and tokenizer from the package: about 0.2 s. */
export async function loadMinilmModel({ threads, gate }: MinilmModelOptions): Promise<MinilmModel> {
  const [session, vocabulary] = await Promise.all([
    openSession(threads),
    readFile(new URL('vocab.txt', MODEL_FOLDER), 'utf8'),
  ]);
  return { encode: createWordPieces(vocabulary), run: (windows) => run(session, gate, windows) };
}

function openSession(threads: number): Promise<InferenceSession> {
  return InferenceSession.create(fileURLToPath(new URL('model.onnx', MODEL_FOLDER)), {
    executionMode: 'sequential',
    interOpNumThreads: 1,
    intraOpNumThreads: threads,
    // The graph is built as it shall run: the optimizer finds nothing in it and costs time at every start.
    graphOptimizationLevel: 'basic',
    // Threads that spin while they wait would take the core that answers requests.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

async function run(
  session: InferenceSession,
  gate: NativeGate,
  windows: readonly (readonly number[])[],
): Promise<readonly Int8Array[]> {
  const longest = Math.max(...windows.map((window) => window.length));
  const ids = new Int32Array(windows.length * longest);
  const mask = new Int32Array(windows.length * longest);
  for (const [row, window] of windows.entries()) {
    ids.set(window, row * longest);
    mask.fill(1, row * longest, row * longest + window.length);
  }
  const shape = [windows.length, longest];
  const feeds = { input_ids: new Tensor('int32', ids, shape), attention_mask: new Tensor('int32', mask, shape) };
  // The process is about to exit: this thread ends here, and nobody hears of it.
  if (!gate.enter()) return new Promise(() => undefined);
  try {
    const results = await session.run(feeds);
    return toRows(results['sentence_embedding'], windows.length);
  } finally {
    gate.leave();
  }
}

function toRows(output: Tensor | undefined, count: number): readonly Int8Array[] {
  invariant(output !== undefined && output.data instanceof Float32Array, 'the model answers with float32');
  const values = output.data;
  invariant(values.length === count * MINILM_DIMENSIONS, 'the model answers with one vector a window');
  return Array.from({ length: count }, (_, row) =>
    toInt8Vector(values.subarray(row * MINILM_DIMENSIONS, (row + 1) * MINILM_DIMENSIONS)),
  );
}
