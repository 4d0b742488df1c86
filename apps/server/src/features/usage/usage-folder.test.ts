import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FoldPlace, UsageStore } from '@memory-api/storage';
import { createUsageFolder } from './usage-folder.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PLACE: FoldPlace = { counted: null, stored: null };

function open(pieces: number) {
  const state = { left: pieces, calls: 0, failure: null as Error | null, failing: null as Error | null };
  const errors: unknown[] = [];
  const failures: unknown[] = [];
  const froms: unknown[] = [];
  const fold = async ({ from, onFailure }: Parameters<UsageStore['fold']>[0]) => {
    state.calls += 1;
    froms.push(from);
    if (state.failing !== null) onFailure?.(state.failing, { orgId: 'org_a', environment: 'live' });
    if (state.failure !== null) throw state.failure;
    state.left -= 1;
    return { folded: 1, next: state.left > 0 ? PLACE : null };
  };
  const folder = createUsageFolder({
    usage: { fold },
    now: () => 7,
    onError: (error) => void errors.push(error),
    onFailure: (error, { orgId }) => void failures.push([orgId, error]),
    intervalMs: 1000,
  });
  return { folder, state, froms, errors, failures };
}

it('folds what the last process left, piece by piece, and then each time its clock strikes', async () => {
  const { folder, state } = open(5);
  await vi.advanceTimersByTimeAsync(0);
  expect(state).toMatchObject({ left: 0, calls: 5 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.calls).toBe(6);
  await folder.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(state.calls).toBe(6);
});

it('goes on where each piece ended, and begins anew each time', async () => {
  const { folder, state, froms } = open(3);
  await folder.fold();
  state.left = 2;
  await folder.fold();
  expect(froms).toEqual([undefined, PLACE, PLACE, undefined, PLACE]);
  await folder.close();
});

it('folds once for all who ask at the same time', async () => {
  const { folder, state } = open(3);
  await Promise.all([folder.fold(), folder.fold()]);
  expect(state.calls).toBe(3);
  await folder.close();
});

it('tells of a failure and goes on the next time', async () => {
  const { folder, state, errors } = open(2);
  state.failure = new TypeError('away');
  await folder.fold();
  expect(errors).toEqual([state.failure]);
  state.failure = null;
  await folder.fold();
  expect(state.left).toBe(0);
  await folder.close();
});

it('stops between two pieces when it is closed', async () => {
  const { folder, state } = open(1_000_000);
  const folding = folder.fold();
  await folder.close();
  await folding;
  expect(state.left).toBeGreaterThan(900_000);
});

it('tells once each time of a tenant that fails in every piece, and folds the others', async () => {
  const { folder, state, errors, failures } = open(3);
  state.failing = new TypeError('out of range');
  await folder.fold();
  expect(state.left).toBe(0);
  expect(failures).toEqual([['org_a', state.failing]]);
  await folder.fold();
  expect(failures).toHaveLength(2);
  expect(errors).toEqual([]);
  await folder.close();
});
