import { expect, it } from 'vitest';
import { toBilledTime } from './billed-time.js';

it('is the time between each turn on and the next turn off, or ever since', () => {
  const turns = [
    { state: 'on', atMs: 10 },
    { state: 'off', atMs: 20 },
    { state: 'on', atMs: 30 },
  ] as const;
  expect(toBilledTime(turns)).toEqual([
    { fromMs: 10, toMs: 20 },
    { fromMs: 30, toMs: Infinity },
  ]);
  expect(toBilledTime(turns.slice(0, 2))).toEqual([{ fromMs: 10, toMs: 20 }]);
});

it('is all of it where no turn was recorded', () => {
  expect(toBilledTime([])).toEqual([{ fromMs: -Infinity, toMs: Infinity }]);
});
