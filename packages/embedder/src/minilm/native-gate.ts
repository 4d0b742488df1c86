/**
 * Keeps a thread from being ended inside a native call. A process that exits ends its threads wherever they are, and
 * onnxruntime aborts the process (exit code 134) when that happens inside `run()`; so the process waits, once, for the
 * call under way, and no other begins.
 */
export interface NativeGate {
  /** What the other thread makes its gate of. */
  readonly memory: SharedArrayBuffer;
  /** In the worker: false when no native call may begin any more. */
  enter(): boolean;
  /** In the worker: the native call is over. */
  leave(): void;
  /** In the main thread, which it blocks: shuts the gate and waits for the call under way. */
  shut(timeoutMs: number): void;
}

const IS_SHUT = 0;
const IS_INSIDE = 1;

/** Makes a gate, or the other side of one. */
export function createNativeGate(memory: SharedArrayBuffer = new SharedArrayBuffer(8)): NativeGate {
  const state = new Int32Array(memory);
  const leave = (): void => {
    Atomics.store(state, IS_INSIDE, 0);
    Atomics.notify(state, IS_INSIDE);
  };
  return {
    memory,
    leave,
    enter: () => {
      // First inside, then the look at the gate: whoever shuts it sees us, or we see it shut.
      Atomics.store(state, IS_INSIDE, 1);
      if (Atomics.load(state, IS_SHUT) === 0) return true;
      leave();
      return false;
    },
    shut: (timeoutMs) => {
      Atomics.store(state, IS_SHUT, 1);
      Atomics.wait(state, IS_INSIDE, 1, timeoutMs);
    },
  };
}
