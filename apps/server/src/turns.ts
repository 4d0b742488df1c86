import { setImmediate as nextTurn } from 'node:timers/promises';

// A page of work must leave room in the 5 ms that a thread may be held for what its last row costs.
const SLICE_MS = 4;

/** Cuts long work into pieces, between which the thread does what else is waiting. */
export interface Turns {
  /** To be awaited between two small steps: returns at once until the piece has lasted its time. */
  yieldIfDue(): Promise<void> | undefined;
}

/** Makes the {@link Turns} of one piece of long work. */
export function createTurns(
  options: { readonly sliceMs?: number; readonly now?: () => number; readonly next?: () => Promise<unknown> } = {},
): Turns {
  const { sliceMs = SLICE_MS, now = () => performance.now(), next = nextTurn } = options;
  let sinceMs = now();
  return {
    yieldIfDue() {
      if (now() - sinceMs < sliceMs) return undefined;
      return next().then(() => {
        sinceMs = now();
      });
    },
  };
}
