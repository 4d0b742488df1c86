import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createNativeGate } from './native-gate.js';

describe('createNativeGate', () => {
  it('lets calls in, one after the other, until it is shut', () => {
    const gate = createNativeGate();
    for (let call = 0; call < 3; call += 1) {
      expect(gate.enter()).toBe(true);
      gate.leave();
    }
    gate.shut(0);
    expect(gate.enter()).toBe(false);
  });

  it('is the same gate on both sides', () => {
    const main = createNativeGate();
    const worker = createNativeGate(main.memory);
    main.shut(0);
    expect(worker.enter()).toBe(false);
  });

  it('does not wait when nothing is under way', () => {
    const startMs = performance.now();
    createNativeGate().shut(5000);
    expect(performance.now() - startMs).toBeLessThan(4000);
  });

  it('waits no longer than it was told for a call that does not end', () => {
    const gate = createNativeGate();
    gate.enter();
    const startMs = performance.now();
    gate.shut(50);
    const waitedMs = performance.now() - startMs;
    expect(waitedMs).toBeGreaterThan(40);
    expect(waitedMs).toBeLessThan(10_000);
  });

  it('waits for the call under way in another thread', async () => {
    const gate = createNativeGate();
    expect(gate.enter()).toBe(true);
    const worker = new Worker(
      `const { workerData } = require('node:worker_threads');
       const state = new Int32Array(workerData);
       setTimeout(() => { Atomics.store(state, 1, 0); Atomics.notify(state, 1); }, 100);`,
      { eval: true, workerData: gate.memory },
    );
    const startMs = performance.now();
    gate.shut(20_000);
    expect(performance.now() - startMs).toBeGreaterThan(90);
    expect(performance.now() - startMs).toBeLessThan(15_000);
    await worker.terminate();
  });
});
