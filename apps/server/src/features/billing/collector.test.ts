import type { Collection } from '@memory-api/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCollector, type Collector } from './collector.js';

const NOW = Date.UTC(2026, 1, 1, 1);
const MINUTE_MS = 60_000;

const toCollection = (invoiceId: string, fields: Partial<Collection> = {}): Collection => ({
  orgId: 'org_a',
  invoiceId,
  externalId: null,
  state: 'due',
  attempts: 0,
  dueAtMs: NOW,
  failedAtMs: null,
  ...fields,
});

describe('the collector', () => {
  const kept = new Map<string, Collection>();
  const told: string[] = [];
  let collectInvoice: (collection: Collection) => Promise<Collection>;
  let collector: Collector;

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    kept.clear();
    told.splice(0);
    collectInvoice = async (collection) => ({ ...collection, externalId: 'in_1', state: 'open' });
    const payments = {
      findDue: async ({ nowMs }: { nowMs: number }) =>
        [...kept.values()].filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs),
      getCollection: async (_orgId: string, invoiceId: string) => kept.get(invoiceId) ?? null,
      saveCollection: async (_tx: unknown, collection: Collection) => void kept.set(collection.invoiceId, collection),
    };
    const tell = (kind: string) => (_fields: unknown, message?: string) => void told.push(`${kind}: ${message}`);
    collector = createCollector({
      storage: {
        payments: payments as never,
        organizations: { lock: async () => {} } as never,
        write: async (body) => body({} as never),
      },
      collectInvoice: (collection) => collectInvoice(collection),
      now: Date.now,
      logger: { warn: tell('warn'), error: tell('error') },
    });
  });
  afterEach(async () => {
    await collector.close();
    vi.useRealTimers();
  });

  it('brings what is due to the provider, by the clock, and nothing else', async () => {
    kept.set('inv_1', toCollection('inv_1'));
    kept.set('inv_2', toCollection('inv_2', { dueAtMs: NOW + 10 * MINUTE_MS }));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(kept.get('inv_1')).toEqual(toCollection('inv_1', { externalId: 'in_1', state: 'open', dueAtMs: null }));
    expect(kept.get('inv_2')).toMatchObject({ state: 'due' });
  });

  it('holds an invoice for five minutes while it is at it', async () => {
    kept.set('inv_1', toCollection('inv_1'));
    let seen: number | null | undefined = null;
    collectInvoice = async (collection) => {
      seen = kept.get('inv_1')?.dueAtMs;
      return collection;
    };
    await collector.collectAll();
    expect(seen).toBe(NOW + 5 * MINUTE_MS);
  });

  it('keeps what the provider has told meanwhile', async () => {
    kept.set('inv_1', toCollection('inv_1'));
    collectInvoice = async (collection) => {
      kept.set('inv_1', toCollection('inv_1', { state: 'paid', externalId: 'in_1', dueAtMs: null }));
      return { ...collection, externalId: 'in_1', state: 'open' };
    };
    await collector.collectAll();
    expect(kept.get('inv_1')).toMatchObject({ state: 'paid', dueAtMs: null });
  });

  it('waits twice as long from try to try, six hours at most, and calls for help in time', async () => {
    kept.set('inv_1', toCollection('inv_1'));
    kept.set('inv_2', toCollection('inv_2', { attempts: 5 }));
    kept.set('inv_3', toCollection('inv_3', { attempts: 40 }));
    collectInvoice = async () => {
      throw new RangeError('no route');
    };
    await collector.collectAll();
    const waits = [...kept.values()].map(({ dueAtMs }) => ((dueAtMs ?? 0) - NOW) / MINUTE_MS);
    expect(waits).toEqual([1, 32, 360]);
    expect([...kept.values()].map(({ attempts }) => attempts)).toEqual([1, 6, 41]);
    const message = 'the payment provider refused an invoice (no route); it is tried again';
    expect(told).toEqual([`warn: ${message}`, `error: ${message}`, `error: ${message}`]);
  });

  it('stops after the invoice that is under way', async () => {
    for (const id of ['inv_1', 'inv_2', 'inv_3']) kept.set(id, toCollection(id));
    collectInvoice = async (collection) => {
      void collector.close();
      return { ...collection, state: 'open' };
    };
    await collector.collectAll();
    expect([...kept.values()].filter(({ state }) => state === 'open')).toHaveLength(1);
  });
});
