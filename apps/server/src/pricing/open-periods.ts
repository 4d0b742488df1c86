import type { Storage } from '@memory-api/storage';
import { toBillingPeriod, toPeriodName, type Interval } from '../plans/billing-period.js';

/**
 * The billing periods whose invoices are still to come. A period is opened by a server that bills in it, and closed once
 * each organization has its invoice: what passes while nobody bills is never asked for.
 */
export interface OpenPeriods {
  /** The open ones, oldest first. */
  list(): Promise<readonly Interval[]>;
  /** Opens the period of a moment, if it isn't open. */
  open(nowMs: number): Promise<void>;
  /** Closes a period for good. */
  close(period: Interval): Promise<void>;
}

const SETTING = 'billing_open_periods';

/** Keeps the open periods in a setting. */
export function createOpenPeriods(storage: Pick<Storage, 'settings' | 'write'>): OpenPeriods {
  const { settings } = storage;

  async function change(decide: (names: ReadonlySet<string>) => ReadonlySet<string>): Promise<void> {
    await storage.write(async (tx) => {
      await settings.lock(tx, SETTING);
      const names = decide(toNames(await settings.get(SETTING, { tx })));
      await settings.set(tx, SETTING, [...names].toSorted().join(' '));
    });
  }

  return {
    async list() {
      return [...toNames(await settings.get(SETTING))].toSorted().map(toPeriod);
    },
    async open(nowMs) {
      const name = toPeriodName(toBillingPeriod(nowMs));
      if (toNames(await settings.get(SETTING)).has(name)) return;
      await change((names) => new Set([...names, name]));
    },
    async close(period) {
      const closed = toPeriodName(period);
      await change((names) => new Set([...names].filter((name) => name !== closed)));
    },
  };
}

function toNames(value: string | null): ReadonlySet<string> {
  return new Set((value ?? '').split(' ').filter((name) => name !== ''));
}

function toPeriod(name: string): Interval {
  return toBillingPeriod(Date.parse(`${name}-01T00:00:00Z`));
}
