import { beforeEach, describe, expect, it, vi } from 'vitest';
import { measureNamespaces } from '../recall/many-namespaces.js';
import { measureRecallSize } from '../recall/measure-recall.js';
import { toRecallReport } from '../recall/recall-report.js';
import { measureRecall } from './recall.js';

vi.mock('../recall/measure-recall.js', () => ({ measureRecallSize: vi.fn(async (options: object) => options) }));
vi.mock('../recall/many-namespaces.js', () => ({ measureNamespaces: vi.fn(async (options: object) => options) }));
vi.mock('../recall/recall-report.js', () => ({ toRecallReport: vi.fn(() => ({ goals: [] })) }));

const options = { seed: 5, rounds: null, seconds: null, sizes: null, say: () => undefined };
const sizesAsked = () => vi.mocked(measureRecallSize).mock.calls.map(([one]) => one);
const namespacesAsked = () => vi.mocked(measureNamespaces).mock.lastCall?.[0];

describe('measureRecall', () => {
  beforeEach(() => void vi.clearAllMocks());

  it('goes up to a million memories and asks 2,000 small namespaces, unless told otherwise', async () => {
    await measureRecall(options);
    expect(sizesAsked().map(({ memories }) => memories)).toEqual([10_000, 100_000, 1_000_000]);
    expect(namespacesAsked()).toMatchObject({ namespaces: 2000, seconds: 20, seed: 5 });
  });

  it('asks small namespaces for as long as it is told, and a crowd never for longer than five seconds', async () => {
    await measureRecall({ ...options, seconds: 3600 });
    expect(namespacesAsked()?.seconds).toBe(3600);
    expect(sizesAsked().map(({ crowdSeconds }) => crowdSeconds)).toEqual([5, 5, 5]);
  });

  it('keeps small runs small', async () => {
    await measureRecall({ ...options, sizes: [40, 400], rounds: 3, seconds: 1 });
    expect(sizesAsked().map(({ memories, questions }) => [memories, questions])).toEqual([
      [40, 3],
      [400, 3],
    ]);
    expect(namespacesAsked()).toMatchObject({ namespaces: 50, seconds: 1 });
  });

  it('reports the sizes in the order in which they were measured', async () => {
    await measureRecall({ ...options, sizes: [400, 40] });
    const [{ sizes }] = vi.mocked(toRecallReport).mock.lastCall ?? expect.fail('no report');
    expect(sizes.map(({ memories }) => memories)).toEqual([400, 40]);
  });
});
