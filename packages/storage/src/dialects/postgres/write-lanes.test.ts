import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WriteLanes } from './write-lanes.js';

/** A task that ends when it is told to. */
function createTask(log: string[], name: string) {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<void> => {
    log.push(name);
    await ended;
  };
  return { run, end };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('keeps the tasks of one lane to its width, in their order, and lets those of others pass', async () => {
  const lanes = new WriteLanes(2);
  const log: string[] = [];
  const tasks = ['a1', 'a2', 'a3', 'a4', 'b1'].map((name) => createTask(log, name));
  const runs = tasks.map((task, place) => lanes.run(place < 4 ? 'a' : 'b', task.run));
  await nextTurn();
  expect([log, lanes.waiting]).toEqual([['a1', 'a2', 'b1'], 2]);
  tasks[1]?.end();
  await nextTurn();
  expect([log, lanes.waiting]).toEqual([['a1', 'a2', 'b1', 'a3'], 1]);
  for (const task of tasks) task.end();
  await Promise.all(runs);
  expect([log, lanes.waiting]).toEqual([['a1', 'a2', 'b1', 'a3', 'a4'], 0]);
});

it('hands the place of a task that fails on, with its error', async () => {
  const lanes = new WriteLanes(1);
  const failing = lanes.run('a', () => Promise.reject(new Error('no')));
  const next = lanes.run('a', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

it('holds no task of none back', async () => {
  const lanes = new WriteLanes(1);
  const never = createTask([], 'x');
  const held = lanes.run('a', never.run);
  expect(await lanes.run(undefined, () => Promise.resolve(1))).toBe(1);
  never.end();
  await held;
});

it('never runs more of a lane than its width, and runs all of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), turns: fc.nat(3) }), { maxLength: 30 }),
      async (width, tasks) => {
        const lanes = new WriteLanes(width);
        const running = new Map<string, number>();
        let most = 0;
        let done = 0;
        await Promise.all(
          tasks.map(({ lane, turns }) =>
            lanes.run(lane, async () => {
              running.set(lane, (running.get(lane) ?? 0) + 1);
              most = Math.max(most, running.get(lane) ?? 0);
              for (let turn = 0; turn < turns; turn += 1) await nextTurn();
              running.set(lane, (running.get(lane) ?? 0) - 1);
              done += 1;
            }),
          ),
        );
        expect(most).toBeLessThanOrEqual(width);
        expect([done, lanes.waiting]).toEqual([tasks.length, 0]);
      },
    ),
  );
});
