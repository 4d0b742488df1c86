import { invariant } from '@memory-api/contract';
import type { EmbeddedText } from '../embedder-port.js';
import { joinVectors } from '../to-int8-vector.js';
import type { EmbedKind } from './minilm-protocol.js';
import type { TokenWindow } from './to-token-windows.js';
import type { TextJob } from './window-queue.js';

/** A text of a request: where its windows come from, and the vectors that it has so far. */
export interface OpenText extends TextJob {
  /** Takes the vector of the window that was peeked at; true when that was the last. */
  readonly finishWindow: (vector: Int8Array) => boolean;
  readonly result: () => EmbeddedText;
}

/** What an {@link OpenText} is made of. */
export interface OpenTextOptions {
  readonly requestId: number;
  readonly kind: EmbedKind;
  readonly windows: Iterator<TokenWindow, undefined>;
}

/** Opens a text. A question has one vector: only its first window counts. */
export function createOpenText({ requestId, kind, windows }: OpenTextOptions): OpenText {
  const vectors: Int8Array[] = [];
  let next: TokenWindow | undefined;
  let tokens = 0;

  const peek = (): TokenWindow => {
    next ??= windows.next().value;
    invariant(next !== undefined, 'a text that waits has a window');
    return next;
  };
  const finishWindow = (vector: Int8Array): boolean => {
    vectors.push(vector);
    tokens += peek().newTokens;
    next = kind === 'query' ? undefined : windows.next().value;
    return next === undefined;
  };
  return { requestId, kind, peek, finishWindow, result: () => ({ vectors: joinVectors(vectors), tokens }) };
}
