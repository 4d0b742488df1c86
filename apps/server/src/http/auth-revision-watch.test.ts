import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchAuthRevision } from './auth-revision-watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createSubject(read: () => Promise<number>) {
  const seen = { changes: 0, errors: 0 };
  const watch = watchAuthRevision({
    apiKeys: { authRevision: read },
    onChange: () => (seen.changes += 1),
    onError: () => (seen.errors += 1),
    intervalMs: 250,
    now: () => Date.now(),
  });
  return { seen, watch };
}

describe('watchAuthRevision', () => {
  it('notices a change made elsewhere within a second', async () => {
    let revision = 1;
    const { seen, watch } = createSubject(async () => revision);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen.changes).toBe(0);
    revision = 2;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.changes).toBe(1);
    watch.stop();
  });

  it('trusts nothing while the revision cannot be read', async () => {
    const { seen, watch } = createSubject(async () => Promise.reject(new TypeError('no database')));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.changes).toBeGreaterThanOrEqual(seen.errors);
    expect(seen.errors).toBeGreaterThanOrEqual(2);
    watch.stop();
  });

  it('asks no second time while it waits for an answer', async () => {
    let asked = 0;
    const { watch } = createSubject(() => {
      asked += 1;
      return new Promise(() => {});
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(1);
    watch.stop();
  });

  it('trusts nothing that it knew once nobody has answered for most of a second', async () => {
    let isSilent = false;
    const { seen, watch } = createSubject(() => (isSilent ? new Promise(() => {}) : Promise.resolve(1)));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen.changes).toBe(0);
    isSilent = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.changes).toBeGreaterThanOrEqual(1);
    expect(seen.errors).toBe(0);
    watch.stop();
  });

  it('stops', async () => {
    let asked = 0;
    const { watch } = createSubject(async () => {
      asked += 1;
      return 1;
    });
    watch.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(1);
  });
});
