import type { Organization } from '@memory-api/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toBillingPeriod, type Interval } from '../../plans/billing-period.js';
import { createInvoicer, type Invoicer } from './invoicer.js';

const JANUARY = toBillingPeriod(Date.UTC(2026, 0));
const DUE = JANUARY.toMs + 3_600_000;

describe('the invoicer', () => {
  const tried: string[] = [];
  const closed: Interval[] = [];
  const warned: string[] = [];
  let failing = '';
  let ids: string[] = [];
  let invoicer: Invoicer;

  beforeEach(() => {
    vi.useFakeTimers({ now: DUE });
    [tried, closed, warned].forEach((list) => list.splice(0));
    failing = '';
    ids = ['org_a', 'org_b', 'org_c'];
    invoicer = createInvoicer({
      storage: {
        organizations: {
          listIds: async ({ afterId, limit }: { afterId: string | null; limit: number }) =>
            ids.filter((id) => id > (afterId ?? '')).slice(0, limit),
          get: async (id: string) => ({ id }) as Organization,
        } as never,
      },
      openPeriods: {
        open: async () => {},
        listClosed: async () => [],
        list: async () => [JANUARY, toBillingPeriod(DUE)].filter((period) => !closed.includes(period)),
        close: async (period) => void closed.push(period),
      },
      issueInvoice: async ({ id }) => {
        tried.push(id);
        if (id === failing) throw new RangeError('no room');
        return null;
      },
      now: Date.now,
      logger: { info: () => {}, warn: (_fields: unknown, message?: string) => void warned.push(message ?? '') },
    });
  });
  afterEach(async () => {
    await invoicer.close();
    vi.useRealTimers();
  });

  it('goes through all organizations of a period that is over, and closes it', async () => {
    ids = Array.from({ length: 450 }, (_, at) => `org_${String(at).padStart(3, '0')}`);
    await invoicer.issueAll();
    expect(tried).toEqual(ids);
    expect(closed).toEqual([JANUARY]);
  });

  it('goes on after one that fails, says so, and comes back to the period', async () => {
    failing = 'org_b';
    await invoicer.issueAll();
    expect([tried, closed]).toEqual([['org_a', 'org_b', 'org_c'], []]);
    expect(warned).toEqual(['an invoice was not issued (no room); it is tried again']);
    failing = '';
    await invoicer.issueAll();
    expect([tried.slice(3), closed]).toEqual([['org_a', 'org_b', 'org_c'], [JANUARY]]);
  });

  it('runs by the clock, once at a time', async () => {
    await vi.advanceTimersByTimeAsync(14_000);
    expect(tried).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(tried).toHaveLength(3);
    closed.splice(0);
    await Promise.all([invoicer.issueAll(), invoicer.issueAll()]);
    expect(tried).toHaveLength(6);
    closed.splice(0);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(tried).toHaveLength(9);
  });

  it('stops after the organization that is under way', async () => {
    const running = invoicer.issueAll();
    await invoicer.close();
    await running;
    expect(tried.length).toBeLessThan(3);
    expect(closed).toEqual([]);
  });
});
