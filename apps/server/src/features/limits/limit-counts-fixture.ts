import type { LimitCount, LimitCountStore, Storage, Tenant, Transaction } from '@memory-api/storage';

/** Counts in memory, for as many nodes as a test has: one transaction after the other, each undone where it fails. */
export interface FakeCounts {
  readonly storage: Pick<Storage, 'write' | 'limitCounts'>;
  /** Transactions that were committed. */
  readonly writes: number;
  /** Makes the next transactions fail. */
  failing: boolean;
  rows(): readonly LimitCount[];
}

/** Makes a store for the counts of one tenant. */
export function createFakeCounts(): FakeCounts {
  let rows = new Map<string, LimitCount>();
  let last: Promise<unknown> = Promise.resolve();
  const limitCounts: LimitCountStore = {
    hold: async (_tx: Transaction, _tenant: Tenant, periods) =>
      [...rows.values()].filter(({ period }) => periods.includes(period)),
    save: async (_tx, _tenant, count) => void rows.set(`${count.period} ${count.nodeId}`, count),
    removeEnded: async (_tx, _tenant, endedByMs) => {
      for (const [key, { endsAtMs }] of rows) if (endsAtMs <= endedByMs) rows.delete(key);
    },
  };

  async function run<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    const before = new Map(rows);
    try {
      const result = await body({} as Transaction);
      if (fake.failing) throw new TypeError('the database is gone');
      fake.writes += 1;
      return result;
    } catch (error) {
      rows = before;
      throw error;
    }
  }

  const fake = {
    storage: {
      limitCounts,
      write<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
        const running = last.then(() => run(body));
        last = running.catch(() => undefined);
        return running;
      },
    },
    writes: 0,
    failing: false,
    rows: () => [...rows.values()],
  };
  return fake;
}
