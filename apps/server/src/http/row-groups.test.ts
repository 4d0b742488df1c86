import type { LedgerEntry, Storage, Transaction, WriteOptions } from '@memory-api/storage';
import { expect, it } from 'vitest';
import { createRowGroups } from './row-groups.js';

/** A store that commits when it's told to, and fails as often as it's told to. */
function open() {
  const commits: string[][] = [];
  const options: (WriteOptions | undefined)[] = [];
  const losses: number[] = [];
  const state = { failures: 0, failsBefore: false, gate: Promise.resolve() };
  const storage = {
    write: async (body: (tx: Transaction) => Promise<unknown>, writeOptions?: WriteOptions) => {
      options.push(writeOptions);
      await state.gate;
      if (state.failsBefore) throw new TypeError('no room');
      const result = await body({} as Transaction);
      if (state.failures > 0) {
        state.failures -= 1;
        throw new TypeError('nobody knows');
      }
      return result;
    },
    ledger: {
      appendMany: async (_tx: Transaction, entries: readonly LedgerEntry[], { isAgain }: { isAgain: boolean }) =>
        void commits.push([...entries.map(({ requestId }) => requestId), ...(isAgain ? ['again'] : [])]),
    },
  } as unknown as Storage;
  const errors: unknown[] = [];
  const add = createRowGroups({
    storage,
    onLoss: (_error, requests) => void losses.push(requests),
    onError: (error) => void errors.push(error),
  });
  const addNow = (requestId: string): Promise<void> =>
    new Promise((resolve) => add({ requestId } as unknown as LedgerEntry, () => resolve()));
  const addFailing = (requestId: string, failure: Error): void =>
    add({ requestId } as unknown as LedgerEntry, () => {
      throw failure;
    });
  return { addNow, addFailing, commits, options, losses, errors, state };
}

it('commits rows of one turn together, and answers each', async () => {
  const { addNow, commits, options } = open();
  await Promise.all(['a', 'b', 'c'].map(addNow));
  expect(commits).toEqual([['a', 'b', 'c']]);
  expect(options).toEqual([{ durability: 'process' }]);
});

it('gathers what comes while a commit is under way', async () => {
  const { addNow, commits, state } = open();
  let release = (): void => undefined;
  state.gate = new Promise((resolve) => (release = resolve));
  const all = [addNow('a')];
  await Promise.resolve();
  all.push(addNow('b'));
  release();
  await Promise.resolve();
  all.push(addNow('c'), addNow('d'));
  await Promise.all(all);
  expect(commits.flat()).toEqual(['a', 'b', 'c', 'd']);
  expect(commits[0]).toEqual(['a', 'b']);
});

it('sends the same rows again where nobody knows whether they were kept', async () => {
  const { addNow, commits, losses, state } = open();
  state.failures = 1;
  const first = addNow('a');
  await Promise.all([first, addNow('b')]);
  expect(commits).toEqual([
    ['a', 'b'],
    ['a', 'b', 'again'],
  ]);
  expect(losses).toEqual([]);
});

it('answers, and says that they were lost, where they can not be kept', async () => {
  const { addNow, losses, state } = open();
  state.failures = 2;
  await Promise.all([addNow('a'), addNow('b')]);
  state.failsBefore = true;
  await addNow('c');
  expect(losses).toEqual([2, 1]);
});

it('goes on after a loss', async () => {
  const { addNow, commits, state } = open();
  state.failsBefore = true;
  await addNow('a');
  state.failsBefore = false;
  await addNow('b');
  expect(commits).toEqual([['b']]);
});

it('answers the rest of a group where one answer fails, and goes on', async () => {
  const { addNow, addFailing, commits, errors, losses } = open();
  const failure = new TypeError('no such socket');
  const first = addNow('a');
  addFailing('b', failure);
  await Promise.all([first, addNow('c')]);
  await addNow('d');
  expect(commits).toEqual([['a', 'b', 'c'], ['d']]);
  expect([errors, losses]).toEqual([[failure], []]);
});
