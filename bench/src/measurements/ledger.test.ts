import { beforeEach, describe, expect, it, vi } from 'vitest';
import { killUnderLoad, type KillFigures } from '../ledger/ledger-kills.js';
import { measureMeteringCost, type CostFigures } from '../ledger/metering-cost.js';
import { measureLedger } from './ledger.js';

vi.mock('../ledger/ledger-kills.js', () => ({ killUnderLoad: vi.fn() }));
vi.mock('../ledger/metering-cost.js', () => ({ measureMeteringCost: vi.fn() }));

const options = { seed: 5, rounds: null, seconds: null, sizes: null, say: () => undefined };

const KILLED: Omit<KillFigures, 'engine' | 'kills'> = {
  counted: 200,
  free: 20,
  missing: 0,
  doubled: 0,
  charged: 0,
  wrong: 0,
  unanswered: 3,
  underWay: 40,
  sumsOff: 0,
  miscounts: 0,
  unexpected: [],
};
const COST: Omit<CostFigures, 'engine'> = {
  path: '/v1/memories/{id}',
  meteredPerSecond: 900,
  unmeteredPerSecond: 1000,
  meteredCpuMicroseconds: 55,
  unmeteredCpuMicroseconds: 50,
  ratio: 0.9,
  cpuRatio: 0.91,
  failures: 0,
};

function find(killed: Partial<KillFigures> = {}, cost: Partial<CostFigures> = {}): void {
  vi.mocked(killUnderLoad).mockImplementation(async (engine, { kills }) => ({ ...KILLED, engine, kills, ...killed }));
  vi.mocked(measureMeteringCost).mockImplementation(async (engine) => ({ ...COST, engine, ...cost }));
}

describe('measureLedger', () => {
  beforeEach(() => {
    vi.clearAllMocks();
    find();
  });

  it('kills five times and loads for two seconds, on both engines, unless told otherwise', async () => {
    await measureLedger(options);
    await measureLedger({ ...options, rounds: 300, seconds: 7 });
    const kills = vi.mocked(killUnderLoad).mock.calls.map(([engine, asked]) => [engine, asked.kills, asked.seed]);
    expect(kills).toEqual([
      ['sqlite', 5, 5],
      ['postgres', 5, 5],
      ['sqlite', 300, 5],
      ['postgres', 300, 5],
    ]);
    expect(vi.mocked(measureMeteringCost).mock.calls).toEqual([
      ['sqlite', 2],
      ['postgres', 2],
      ['sqlite', 7],
      ['postgres', 7],
    ]);
  });

  it('meets its goals where every promise was kept', async () => {
    const { goals, isBroken, rows } = await measureLedger(options);
    expect(goals.filter(({ isMet }) => !isMet)).toEqual([]);
    expect(isBroken).toBe(false);
    expect(rows).toContainEqual(['kill -9', 5, 5]);
    expect(rows).toContainEqual(['throughput, with ÷ without', 0.9, 0.9]);
  });

  it.each<[string, Partial<KillFigures>]>([
    ['a counted request has no row', { missing: 1 }],
    ['a request has two rows', { doubled: 1 }],
    ['a free request has a row', { charged: 1 }],
    ['a row says something else', { wrong: 1 }],
    ['more rows lack an answer than were under way', { unanswered: 41 }],
    ['a sum is off', { sumsOff: 1 }],
    ['rows and memories disagree', { miscounts: 1 }],
    ['a server answers what it should not', { unexpected: ['500 getMemory'] }],
  ])('is broken, and says so on both engines, where %s', async (_what, killed) => {
    find(killed);
    const { goals, isBroken } = await measureLedger(options);
    expect(isBroken).toBe(true);
    expect(goals.filter(({ isMet }) => !isMet)).toHaveLength(2);
  });

  it('misses a goal, and breaks no promise, where counting costs too much', async () => {
    find({}, { ratio: 0.8 });
    const { goals, isBroken } = await measureLedger(options);
    expect(isBroken).toBe(false);
    expect(goals.filter(({ isMet }) => !isMet).map(({ figure }) => figure)).toEqual([
      'sqlite: throughput of a read, with ÷ without',
      'postgres: throughput of a read, with ÷ without',
    ]);
  });
});
