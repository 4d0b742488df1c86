import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startPeriodicJob } from './periodic-job.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A job whose runs take as long as they are told, and what became of them. */
function start(options: { readonly firstDelayMs?: number; readonly takesMs?: number } = {}) {
  const { takesMs = 0, ...delays } = options;
  const state = { begun: 0, ended: 0, underWay: 0, most: 0, failure: null as Error | null };
  const errors: unknown[] = [];
  const signals: AbortSignal[] = [];
  const job = startPeriodicJob({
    async work(signal) {
      signals.push(signal);
      state.begun += 1;
      state.underWay += 1;
      state.most = Math.max(state.most, state.underWay);
      if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
      state.underWay -= 1;
      state.ended += 1;
      if (state.failure !== null) throw state.failure;
    },
    onError: (error) => void errors.push(error),
    intervalMs: 1000,
    ...delays,
  });
  return { job, state, errors, signals };
}

it('runs each time that its clock strikes, not before', async () => {
  const { job, state } = start();
  await vi.advanceTimersByTimeAsync(999);
  expect(state.begun).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.begun).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(state.begun).toBe(3);
  await job.close();
});

it.each([0, 300])('runs once more after a first delay of %d ms', async (firstDelayMs) => {
  const { job, state } = start({ firstDelayMs });
  expect(state.begun).toBe(0);
  await vi.advanceTimersByTimeAsync(firstDelayMs);
  expect(state.begun).toBe(1);
  await vi.advanceTimersByTimeAsync(1000 - firstDelayMs);
  expect(state.begun).toBe(2);
  await job.close();
});

it('lets the clock and whoever asks share the run that is under way', async () => {
  const { job, state } = start({ takesMs: 1500 });
  let isAnswered = false;
  void job.run().then(() => (isAnswered = true));
  void job.run();
  await vi.advanceTimersByTimeAsync(1400);
  expect([state.begun, isAnswered]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(100);
  expect([state.begun, isAnswered]).toEqual([1, true]);
  await vi.advanceTimersByTimeAsync(500);
  expect(state.begun).toBe(2);
  const closed = job.close();
  await vi.advanceTimersByTimeAsync(1500);
  await closed;
});

it('tells why a run failed, also one that fails at once, and goes on', async () => {
  const { job, state, errors } = start();
  state.failure = new TypeError('away');
  await job.run();
  await vi.advanceTimersByTimeAsync(1000);
  state.failure = null;
  await job.run();
  expect([state.begun, errors]).toEqual([3, [new TypeError('away'), new TypeError('away')]]);
  await job.close();
  const atOnce: unknown[] = [];
  const broken = startPeriodicJob({
    work: () => {
      throw new RangeError('before any wait');
    },
    onError: (error) => void atOnce.push(error),
    intervalMs: 1000,
  });
  await broken.run();
  await broken.run();
  expect(atOnce).toHaveLength(2);
  await broken.close();
});

it('tells the run that is under way when it is closed, waits for it, and begins no other', async () => {
  const { job, state, signals } = start({ firstDelayMs: 10, takesMs: 500 });
  await vi.advanceTimersByTimeAsync(10);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  const closing = job.close();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  let isClosed = false;
  void closing.then(() => (isClosed = true));
  await vi.advanceTimersByTimeAsync(499);
  expect(isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect([isClosed, state.ended]).toEqual([true, 1]);
  await job.run();
  await vi.advanceTimersByTimeAsync(5000);
  expect(state.begun).toBe(1);
});

it('does not begin once it is closed before its first run', async () => {
  const { job, state } = start({ firstDelayMs: 10 });
  await job.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(state.begun).toBe(0);
});

it('keeps no process alive', async () => {
  vi.useRealTimers();
  const timers = [vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'setTimeout')];
  const { job } = start({ firstDelayMs: 10_000 });
  const made = timers.flatMap((timer) => timer.mock.results.map(({ value }) => value as NodeJS.Timeout));
  timers.forEach((timer) => timer.mockRestore());
  expect(made.map((timer) => timer.hasRef())).toEqual([false, false]);
  await job.close();
});

it('is at one run at a time, whoever asks when, and answers everybody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 700 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 2500 }),
      async (waitsMs, takesMs) => {
        const { job, state } = start({ takesMs });
        const answers: Promise<void>[] = [];
        for (const waitMs of waitsMs) {
          answers.push(job.run());
          await vi.advanceTimersByTimeAsync(waitMs);
        }
        const closed = job.close();
        await vi.advanceTimersByTimeAsync(takesMs);
        await Promise.all([closed, ...answers]);
        expect([state.most <= 1, state.ended]).toEqual([true, state.begun]);
      },
    ),
    { numRuns: 50 },
  );
});
