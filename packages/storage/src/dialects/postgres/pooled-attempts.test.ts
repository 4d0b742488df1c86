import { ApiError } from '@memory-api/contract';
import type { Pool } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { tryAgain, withPooled } from './pooled-attempts.js';

const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('withPooled', () => {
  it.each([
    ['keeps a connection whose statement was refused', new Error('refused'), false],
    ['drops one that was lost', lost, true],
    ['drops one that was lost before a commit was answered', unansweredCommit(), true],
  ])('%s', async (_, error, isDropped) => {
    const release = vi.fn<(drop: boolean) => void>();
    const pool = { connect: async () => ({ release }) } as unknown as Pool;
    await expect(withPooled(pool, () => Promise.reject(error))).rejects.toBe(error);
    expect(await withPooled(pool, async () => 'done')).toBe('done');
    expect(release.mock.calls).toEqual([[isDropped], [false]]);
  });
});

function unansweredCommit(): ApiError {
  return new ApiError({ code: 'STORAGE_UNAVAILABLE', cause: lost });
}

describe('tryAgain', () => {
  const again = { pausesMs: [0, 0], isWorthIt: (error: unknown) => error === lost };

  it('tries once more than there are pauses, and throws what came last', async () => {
    const last = new Error('last');
    const attempt = vi.fn<() => Promise<string>>().mockRejectedValue(lost);
    await expect(tryAgain(attempt, again)).rejects.toBe(lost);
    expect(attempt).toHaveBeenCalledTimes(3);
    attempt.mockReset().mockRejectedValueOnce(lost).mockRejectedValueOnce(lost).mockRejectedValueOnce(last);
    await expect(tryAgain(attempt, again)).rejects.toBe(last);
  });

  it('stops at the first answer, and at what is not worth another try', async () => {
    const attempt = vi.fn<() => Promise<string>>().mockRejectedValueOnce(lost).mockResolvedValue('done');
    expect(await tryAgain(attempt, again)).toBe('done');
    expect(attempt).toHaveBeenCalledTimes(2);
    const refused = new Error('refused');
    attempt.mockReset().mockRejectedValue(refused);
    await expect(tryAgain(attempt, again)).rejects.toBe(refused);
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
