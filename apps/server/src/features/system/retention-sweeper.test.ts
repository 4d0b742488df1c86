import type { RetentionStore } from '@memory-api/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRetentionSweeper } from './retention-sweeper.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Sweep = RetentionStore['sweep'];
const piece = (more: boolean) => ({
  expiredMemories: 0,
  purgedMemories: 1,
  purgedVersions: 2,
  expiredIdempotency: 0,
  more,
});

function createSubject(sweep: Sweep) {
  const log = { infos: [] as unknown[], warnings: 0 };
  const sweeper = createRetentionSweeper({
    storage: { retention: { sweep } as RetentionStore },
    retentionDays: 30,
    now: () => 1_000,
    logger: {
      info: (fields: unknown) => void log.infos.push(fields),
      warn: () => void (log.warnings += 1),
    } as unknown as Parameters<typeof createRetentionSweeper>[0]['logger'],
  });
  return { sweeper, log };
}

describe('createRetentionSweeper', () => {
  it('sweeps shortly after the start, and every hour', async () => {
    let sweeps = 0;
    const { sweeper } = createSubject(async () => {
      sweeps += 1;
      return piece(false);
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sweeps).toBe(1);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(sweeps).toBe(3);
    await sweeper.close();
  });

  it('goes on in pieces, with pauses, until nothing is left', async () => {
    const asked: Parameters<Sweep>[0][] = [];
    const { sweeper, log } = createSubject(async (options) => {
      asked.push(options);
      return piece(asked.length < 3);
    });
    const done = sweeper.sweep();
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ nowMs: 1_000, retentionMs: 30 * 24 * 3_600_000 });
    expect(log.infos).toEqual([{ memories: 3, versions: 6, answers: 0 }]);
    await sweeper.close();
  });

  it('tells of a failure, and tries again', async () => {
    let sweeps = 0;
    const { sweeper, log } = createSubject(async () => {
      sweeps += 1;
      return Promise.reject(new TypeError('no room'));
    });
    await sweeper.sweep();
    await sweeper.sweep();
    expect([sweeps, log.warnings]).toEqual([2, 2]);
    await sweeper.close();
  });

  it('never sweeps twice at a time, and stops after its piece when it is closed', async () => {
    let sweeps = 0;
    const { sweeper } = createSubject(async () => {
      sweeps += 1;
      return piece(true);
    });
    const first = sweeper.sweep();
    const second = sweeper.sweep();
    await vi.advanceTimersByTimeAsync(0);
    const closed = sweeper.close();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all([first, second, closed]);
    expect(sweeps).toBe(1);
  });
});
