import type { ApiKeyUse, Transaction } from '@memory-api/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../http/request-context.js';
import { createKeyUseRecorder } from './key-use-recorder.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const callerOf = (id: string) => ({ key: { id, orgId: 'org_1' } }) as unknown as Caller;

function createSubject() {
  const written: (readonly ApiKeyUse[])[] = [];
  const state = { isBroken: false, errors: 0 };
  const storage = {
    write: async <T>(body: (tx: Transaction) => Promise<T>): Promise<T> => {
      if (state.isBroken) throw new TypeError('no room');
      return body({} as Transaction);
    },
    apiKeys: { touchLastUsed: async (_tx: Transaction, uses: readonly ApiKeyUse[]) => void written.push(uses) },
  } as unknown as Parameters<typeof createKeyUseRecorder>[0]['storage'];
  const recorder = createKeyUseRecorder({ storage, onError: () => (state.errors += 1), intervalMs: 30_000 });
  return { recorder, written, state };
}

describe('createKeyUseRecorder', () => {
  it('writes once for many uses, with the last time of each key', async () => {
    const { recorder, written } = createSubject();
    for (let nowMs = 0; nowMs < 1_000; nowMs += 1) recorder.record(callerOf('key_1'), nowMs);
    recorder.record(callerOf('key_2'), 5);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(written).toEqual([
      [
        { orgId: 'org_1', id: 'key_1', atMs: 999 },
        { orgId: 'org_1', id: 'key_2', atMs: 5 },
      ],
    ]);
  });

  it('writes nothing where nothing was used', async () => {
    const { written } = createSubject();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(written).toEqual([]);
  });

  it('keeps what could not be written, and the newer use of the same key', async () => {
    const { recorder, written, state } = createSubject();
    state.isBroken = true;
    recorder.record(callerOf('key_1'), 1);
    recorder.record(callerOf('key_2'), 2);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(state.errors).toBe(1);
    state.isBroken = false;
    recorder.record(callerOf('key_1'), 9);
    await recorder.flush();
    expect(written.flat().map(({ id, atMs }) => [id, atMs])).toEqual([
      ['key_1', 9],
      ['key_2', 2],
    ]);
  });

  it('writes the rest when it is closed', async () => {
    const { recorder, written } = createSubject();
    recorder.record(callerOf('key_1'), 1);
    await recorder.close();
    expect(written).toHaveLength(1);
  });
});
