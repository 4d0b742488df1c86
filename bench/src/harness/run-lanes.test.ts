import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runLanes } from './run-lanes.js';

describe('runLanes', () => {
  it('keeps one step a lane under way until the time is over', async () => {
    const underWay = new Set<number>();
    let most = 0;
    const result = await runLanes({ lanes: 3, seconds: 0.05 }, async (lane) => {
      expect(underWay.has(lane)).toBe(false);
      underWay.add(lane);
      most = Math.max(most, underWay.size);
      await sleep(5);
      underWay.delete(lane);
    });
    expect(most).toBe(3);
    expect(result.steps).toBeGreaterThanOrEqual(6);
    expect(result.latenciesMs).toHaveLength(result.steps);
    expect(result.perSecond).toBeLessThan(700);
  });
});
