import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.js';

describe('createTurns', () => {
  it('goes on until the piece has lasted its time, then lets others run, and starts anew', async () => {
    let clockMs = 0;
    let given = 0;
    const turns = createTurns({
      sliceMs: 4,
      now: () => clockMs,
      next: () => Promise.resolve((given += 1)),
    });
    clockMs = 3.9;
    expect(turns.yieldIfDue()).toBeUndefined();
    clockMs = 4;
    await turns.yieldIfDue();
    expect(given).toBe(1);
    clockMs = 7.9;
    expect(turns.yieldIfDue()).toBeUndefined();
    expect(given).toBe(1);
  });

  it('lets timers and messages of the thread run in between', async () => {
    const turns = createTurns({ sliceMs: 0 });
    let ran = false;
    setImmediate(() => (ran = true));
    await turns.yieldIfDue();
    expect(ran).toBe(true);
  });
});
