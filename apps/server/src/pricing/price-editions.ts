import { invariant } from '@memory-api/contract';
import type { Storage, Transaction } from '@memory-api/storage';
import type { Interval } from '../plans/billing-period.js';
import type { PlansFile } from '../plans/plans-schema.js';
import { toOffer, type Offer } from '../plans/to-offer.js';
import { succeedOffer } from './succeed-offer.js';

/**
 * Every file of plans that held on this installation, and from when on: a month is priced by those that held in it,
 * whatever the file says by the time of its invoice.
 */
export interface PriceEditions {
  /** Keeps a file as what holds from now on, unless it does already. To be done before anything is sold by it. */
  keep(file: PlansFile, nowMs: number): Promise<void>;
  /** Whether no file was kept yet. */
  isEmpty(): Promise<boolean>;
  /**
   * What a period is priced by: the last file that held in it, with all that this one lacks of those before it, as
   * `succeedOffer` says. So it has each plan and add-on of any file that was kept by the end of the period.
   */
  find(period: Interval): Promise<Offer>;
}

// When each begins, oldest first: `1770000000000 1780000000000`. Each has its file, as JSON, in a setting of its own.
const SETTING = 'price_editions';
const toFileSetting = (fromMs: number): string => `price_edition_${fromMs}`;

/** Keeps the editions in settings. */
export function createPriceEditions(storage: Pick<Storage, 'settings' | 'write'>): PriceEditions {
  const { settings } = storage;
  // What holds from an edition on, by when it begins, where it was asked for. Neither it nor those before it ever change.
  const known = new Map<number, Offer>();

  async function list(tx?: Transaction): Promise<readonly number[]> {
    const value = (await settings.get(SETTING, { tx })) ?? '';
    return value === '' ? [] : value.split(' ').map(Number);
  }

  async function isLast(text: string, editions: readonly number[], tx?: Transaction): Promise<boolean> {
    const last = editions.at(-1);
    return last !== undefined && (await settings.get(toFileSetting(last), { tx })) === text;
  }

  async function read(fromMs: number, before: Offer | null): Promise<Offer> {
    const text = await settings.get(toFileSetting(fromMs));
    invariant(text !== null, 'an edition has its file');
    // As a server wrote it.
    const offer = toOffer(JSON.parse(text) as PlansFile);
    return before === null ? offer : succeedOffer(before, offer, fromMs);
  }

  return {
    async keep(file, nowMs) {
      const text = toText(file);
      if (await isLast(text, await list())) return;
      await storage.write(async (tx) => {
        await settings.lock(tx, SETTING);
        const editions = await list(tx);
        if (await isLast(text, editions, tx)) return;
        const fromMs = Math.max(nowMs, (editions.at(-1) ?? 0) + 1);
        await settings.set(tx, toFileSetting(fromMs), text);
        await settings.set(tx, SETTING, [...editions, fromMs].join(' '));
      });
    },
    isEmpty: async () => (await list()).length === 0,
    async find(period) {
      const held = (await list()).filter((fromMs, at) => at === 0 || fromMs < period.toMs);
      const first = held.findLastIndex((fromMs) => known.has(fromMs));
      let found: Offer | null = null;
      for (const fromMs of held.slice(Math.max(first, 0))) found = known.get(fromMs) ?? (await read(fromMs, found));
      const last = held.at(-1);
      invariant(found !== null && last !== undefined, 'the file of plans is kept before anything is priced');
      known.set(last, found);
      return found;
    },
  };
}

/** Without what requests cost whoever runs the server: that prices nothing, and may change at any time. */
function toText({ costs: _, ...priced }: PlansFile): string {
  return JSON.stringify(priced);
}
