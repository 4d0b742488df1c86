/**
 * Holds a condition that only a fault of ours can break. A broken one surfaces as 500
 * `INTERNAL_ERROR`: its message is for the log, the caller never sees it.
 *
 * @param condition - what must be true
 * @param message - names what was broken, without secrets and without a memory's text
 * @throws Error when the condition is falsy
 * @example
 * invariant(rows.length === 1, 'the namespace row exists');
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
