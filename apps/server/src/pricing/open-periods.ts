import type { Storage, Transaction } from '@memory-api/storage';
import { toBillingPeriod, toPeriodName, type Interval } from '../plans/billing-period.js';

/**
 * The billing periods whose invoices are still to come. A period is opened by a server that bills in it, and closed once
 * each organization has its invoice: what passes while nobody bills is never asked for.
 */
export interface OpenPeriods {
  /** The open ones, oldest first. */
  list(): Promise<readonly Interval[]>;
  /** Those that were billed and closed, oldest first. */
  listClosed(): Promise<readonly Interval[]>;
  /** Opens the period of a moment, if it isn't open. */
  open(nowMs: number): Promise<void>;
  /** Closes a period for good. */
  close(period: Interval): Promise<void>;
}

const OPEN = 'billing_open_periods';
const CLOSED = 'billing_closed_periods';

/** Keeps the open periods in a setting. */
export function createOpenPeriods(storage: Pick<Storage, 'settings' | 'write'>): OpenPeriods {
  const { settings } = storage;

  async function change(
    tx: Transaction,
    setting: string,
    decide: (names: ReadonlySet<string>) => ReadonlySet<string>,
  ): Promise<void> {
    const names = decide(toNames(await settings.get(setting, { tx })));
    await settings.set(tx, setting, [...names].toSorted().join(' '));
  }

  const list = async (setting: string): Promise<readonly Interval[]> =>
    [...toNames(await settings.get(setting))].toSorted().map(toPeriod);

  return {
    list: () => list(OPEN),
    listClosed: () => list(CLOSED),
    async open(nowMs) {
      const name = toPeriodName(toBillingPeriod(nowMs));
      if (toNames(await settings.get(OPEN)).has(name)) return;
      await storage.write(async (tx) => {
        await settings.lock(tx, OPEN);
        await change(tx, OPEN, (names) => new Set([...names, name]));
      });
    },
    async close(period) {
      const closed = toPeriodName(period);
      await storage.write(async (tx) => {
        await settings.lock(tx, OPEN);
        await change(tx, OPEN, (names) => new Set([...names].filter((name) => name !== closed)));
        await change(tx, CLOSED, (names) => new Set([...names, closed]));
      });
    },
  };
}

function toNames(value: string | null): ReadonlySet<string> {
  return new Set((value ?? '').split(' ').filter((name) => name !== ''));
}

function toPeriod(name: string): Interval {
  return toBillingPeriod(Date.parse(`${name}-01T00:00:00Z`));
}
