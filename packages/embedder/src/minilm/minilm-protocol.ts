import type { EmbeddedText } from '../embedder-port.js';

/** Whether somebody waits for an answer (a question) or for a write (texts). */
export type EmbedKind = 'query' | 'texts';

/** What the worker is started with. */
export interface MinilmWorkerSettings {
  readonly threads: number;
  /** Memory of the gate that the worker passes before it calls native code. */
  readonly gateMemory: SharedArrayBuffer;
}

/** What the main thread sends. */
export type ToMinilmWorker =
  | { readonly type: 'embed'; readonly id: number; readonly kind: EmbedKind; readonly texts: readonly string[] }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

/** What the worker sends. */
export type FromMinilmWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'embedded'; readonly id: number; readonly texts: readonly EmbeddedText[] }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
