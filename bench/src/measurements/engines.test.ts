import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toEnginesReport } from '../engines/engines-report.js';
import { measureSize } from '../engines/measure-size.js';
import { measureEngines } from './engines.js';

vi.mock('../harness/postgres-cluster.js', () => ({
  withPostgresServer: (body: (server: object) => unknown) => body({ url: 'postgres://server' }),
}));
vi.mock('../engines/measure-size.js', () => ({ measureSize: vi.fn(async (options: object) => options) }));
vi.mock('../engines/engines-report.js', () => ({ toEnginesReport: vi.fn(() => ({ goals: [] })) }));

const options = { seed: 5, rounds: null, seconds: null, sizes: null, say: () => undefined };
const asked = () => vi.mocked(measureSize).mock.calls.map(([one]) => one);

describe('measureEngines', () => {
  beforeEach(() => void vi.clearAllMocks());

  it('measures ten and a hundred thousand memories in three rounds, unless told otherwise', async () => {
    await measureEngines(options);
    expect(asked().map(({ memories, rounds, seconds }) => [memories, rounds, seconds])).toEqual([
      [10_000, 3, 2],
      [100_000, 3, 2],
    ]);
  });

  it('takes sizes, rounds and seconds of the command line, and keeps to one server and one seed', async () => {
    await measureEngines({ ...options, sizes: [10, 20, 30], rounds: 7, seconds: 1 });
    expect(asked().map(({ memories }) => memories)).toEqual([10, 20, 30]);
    for (const one of asked()) expect(one).toMatchObject({ rounds: 7, seconds: 1, seed: 5 });
    expect(new Set(asked().map(({ server }) => server)).size).toBe(1);
  });

  it('measures two nodes at the first size only', async () => {
    await measureEngines({ ...options, sizes: [10, 20, 30] });
    expect(asked().map(({ withTwoNodes }) => withTwoNodes)).toEqual([true, false, false]);
  });

  it('lays out the sizes in the order in which they were measured', async () => {
    await measureEngines({ ...options, sizes: [20, 10], rounds: 2 });
    const [sizes, rounds] = vi.mocked(toEnginesReport).mock.lastCall ?? [];
    expect(sizes?.map(({ memories }) => memories)).toEqual([20, 10]);
    expect(rounds).toBe(2);
  });
});
