import { expect, it } from 'vitest';
import { createLossLog } from './loss-log.js';

function open() {
  const told: unknown[] = [];
  const clock = { nowMs: 0 };
  const logger = { error: (fields: object) => void told.push(fields) } as unknown as Parameters<
    typeof createLossLog
  >[0];
  return { told, clock, onLoss: createLossLog(logger, () => clock.nowMs) };
}

it('says at once that requests were not counted, and why', () => {
  const { told, onLoss } = open();
  const err = new TypeError('full');
  onLoss(err, 3);
  expect(told).toEqual([{ err, requests: 3 }]);
});

it('says it once a minute, with all that came in between', () => {
  const { told, clock, onLoss } = open();
  const err = new TypeError('full');
  for (let second = 0; second < 121; second += 1) {
    clock.nowMs = second * 1000;
    onLoss(err, 2);
  }
  expect(told).toEqual([
    { err, requests: 2 },
    { err, requests: 120 },
    { err, requests: 120 },
  ]);
});
