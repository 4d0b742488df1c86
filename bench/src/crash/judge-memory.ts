/** A memory as it is stored: absent when null. */
export type StoredState = { readonly text: string; readonly version: number } | null;

/** What was found of an acknowledged write after a crash. */
export interface Judgement {
  readonly verdict: 'kept' | 'lost' | 'doubled';
  /** What is there now, and is expected from here on. */
  readonly state: StoredState;
}

/**
 * Compares what is stored with what was acknowledged.
 *
 * @param allowed the state after the last acknowledged write; then, where a write was sent without an idempotency key
 * and never answered, the state after it: either may be there
 * @param found every memory that carries the mark of this one; more than one is a write done twice
 */
export function judgeMemory(allowed: readonly StoredState[], found: readonly NonNullable<StoredState>[]): Judgement {
  const state = found[0] ?? null;
  if (found.length > 1) return { verdict: 'doubled', state };
  if (allowed.some((one) => isSame(one, state))) return { verdict: 'kept', state };
  const newest = Math.max(...allowed.map((one) => one?.version ?? 0));
  return { verdict: state !== null && newest > 0 && state.version > newest ? 'doubled' : 'lost', state };
}

function isSame(left: StoredState, right: StoredState): boolean {
  return left?.text === right?.text && left?.version === right?.version;
}
