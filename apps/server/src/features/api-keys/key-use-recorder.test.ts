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

describe('a write of createKeyUseRecorder that takes long', () => {
  function createSlow() {
    const state = { begun: 0, ended: 0, underWay: 0, most: 0 };
    const storage = {
      write: async () => {
        state.begun += 1;
        state.underWay += 1;
        state.most = Math.max(state.most, state.underWay);
        await new Promise((resolve) => setTimeout(resolve, 70_000));
        state.underWay -= 1;
        state.ended += 1;
      },
    } as unknown as Parameters<typeof createKeyUseRecorder>[0]['storage'];
    const onError = (error: unknown): void => expect.fail(String(error));
    return { recorder: createKeyUseRecorder({ storage, onError, intervalMs: 30_000 }), state };
  }

  it('is waited for when the recorder is closed, and so is what came since', async () => {
    const { recorder, state } = createSlow();
    recorder.record(callerOf('key_1'), 1);
    await vi.advanceTimersByTimeAsync(30_000);
    recorder.record(callerOf('key_2'), 2);
    let isClosed = false;
    void recorder.close().then(() => (isClosed = true));
    await vi.advanceTimersByTimeAsync(139_999);
    expect([state.begun, isClosed]).toEqual([2, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect([state.ended, isClosed]).toEqual([2, true]);
  });

  it('has none beside it', async () => {
    const { recorder, state } = createSlow();
    for (let turn = 0; turn < 6; turn += 1) {
      recorder.record(callerOf(`key_${turn}`), turn);
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(state.begun).toBeGreaterThan(1);
    expect(state.most).toBe(1);
  });
});

describe('the pieces of createKeyUseRecorder', () => {
  /** A store whose `failing`th write fails, counted from 1, with what `duringWrite` does in the midst of each. */
  function createPieces(failing: number | null = null) {
    const pieces: (readonly ApiKeyUse[])[] = [];
    const errors: unknown[] = [];
    const state = { writes: 0, duringWrite: (): void => undefined };
    const storage = {
      write: async <T>(body: (tx: Transaction) => Promise<T>): Promise<T> => {
        state.writes += 1;
        state.duringWrite();
        if (state.writes === failing) throw new TypeError(`write ${failing}`);
        return body({} as Transaction);
      },
      apiKeys: { touchLastUsed: async (_tx: Transaction, uses: readonly ApiKeyUse[]) => void pieces.push(uses) },
    } as unknown as Parameters<typeof createKeyUseRecorder>[0]['storage'];
    const recorder = createKeyUseRecorder({ storage, onError: (error) => errors.push(error), intervalMs: 30_000 });
    const use = (count: number): void => {
      for (let number = 0; number < count; number += 1) recorder.record(callerOf(`key_${number}`), number);
    };
    return { recorder, pieces, errors, state, use };
  }
  const lengthsOf = (pieces: readonly (readonly ApiKeyUse[])[]): number[] => pieces.map(({ length }) => length);

  it.each([
    [1, [1]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('hold at most fifty of %i keys, each in a transaction of its own', async (count, lengths) => {
    const { recorder, pieces, state, use } = createPieces();
    use(count);
    await recorder.flush();
    expect(lengthsOf(pieces)).toEqual(lengths);
    expect(state.writes).toBe(lengths.length);
    expect(new Set(pieces.flat().map(({ id }) => id)).size).toBe(count);
  });

  it('are all written the next time where one of them failed, and the failure is told once', async () => {
    const { recorder, pieces, errors, use } = createPieces(2);
    use(120);
    await expect(recorder.flush()).resolves.toBeUndefined();
    expect(lengthsOf(pieces)).toEqual([50]);
    expect(errors).toEqual([new TypeError('write 2')]);
    pieces.length = 0;
    await recorder.flush();
    expect(lengthsOf(pieces)).toEqual([50, 50, 20]);
    expect(errors).toHaveLength(1);
  });

  it('are not written again once they were', async () => {
    const { recorder, pieces, use } = createPieces();
    use(60);
    await recorder.flush();
    await recorder.flush();
    expect(lengthsOf(pieces)).toEqual([50, 10]);
  });

  it.each([
    ['went well', null, [['key_0', 99]]],
    [
      'failed',
      1,
      [
        ['key_0', 99],
        ['key_1', 1],
      ],
    ],
  ])('leave a use that came during a write that %s to the next time', async (_how, failing, next) => {
    const { recorder, pieces, state, use } = createPieces(failing);
    use(2);
    state.duringWrite = () => {
      state.duringWrite = () => undefined;
      recorder.record(callerOf('key_0'), 99);
    };
    await recorder.flush();
    pieces.length = 0;
    await recorder.flush();
    expect(pieces.flat().map(({ id, atMs }) => [id, atMs])).toEqual(next);
  });

  it('are written by the clock no more once the recorder is closed', async () => {
    const { recorder, pieces, use } = createPieces();
    await recorder.close();
    use(1);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(pieces).toEqual([]);
  });
});
