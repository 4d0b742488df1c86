import { invariant } from '@memory-api/contract';
import type { Storage, Transaction } from '@memory-api/storage';
import type { Interval } from '../plans/billing-period.js';
import type { Plan } from '../plans/plan.js';
import type { PlansFile } from '../plans/plans-schema.js';
import { toOffer, type Offer } from '../plans/to-offer.js';
import type { PriceList } from './price-list.js';

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
   * What a period is priced by: the last file that held in it. A plan that this one doesn't have any more is priced by
   * the last file before it that had it.
   *
   * @param planIds - the plans that may be asked for
   */
  find(period: Interval, planIds: readonly string[]): Promise<PeriodPrices>;
}

/** What a period is priced by. */
export interface PeriodPrices {
  readonly priceList: PriceList;
  /** The plan of this id; null: no file that was kept by the end of the period has it. */
  findPlan(planId: string): Plan | null;
}

// When each begins, oldest first: `1770000000000 1780000000000`. Each has its file, as JSON, in a setting of its own.
const SETTING = 'price_editions';
const toFileSetting = (fromMs: number): string => `price_edition_${fromMs}`;

/** Keeps the editions in settings. */
export function createPriceEditions(storage: Pick<Storage, 'settings' | 'write'>): PriceEditions {
  const { settings } = storage;
  // An edition never changes.
  const known = new Map<number, Offer>();

  async function list(tx?: Transaction): Promise<readonly number[]> {
    const value = (await settings.get(SETTING, { tx })) ?? '';
    return value === '' ? [] : value.split(' ').map(Number);
  }

  async function isLast(text: string, editions: readonly number[], tx?: Transaction): Promise<boolean> {
    const last = editions.at(-1);
    return last !== undefined && (await settings.get(toFileSetting(last), { tx })) === text;
  }

  async function read(fromMs: number): Promise<Offer> {
    const text = known.has(fromMs) ? null : await settings.get(toFileSetting(fromMs));
    // As a server wrote it.
    if (text !== null) known.set(fromMs, toOffer(JSON.parse(text) as PlansFile));
    const offer = known.get(fromMs);
    invariant(offer !== undefined, 'an edition has its file');
    return offer;
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
    async find(period, planIds) {
      const editions = await list();
      const at = Math.max(
        editions.findLastIndex((fromMs) => fromMs < period.toMs),
        0,
      );
      const offers: Offer[] = [];
      for (const fromMs of editions.slice(0, at + 1).toReversed()) {
        offers.push(await read(fromMs));
        if (planIds.every((planId) => offers.some(({ plans }) => plans.has(planId)))) break;
      }
      const [offer] = offers;
      invariant(offer !== undefined, 'the file of plans is kept before anything is priced');
      return { priceList: offer.priceList, findPlan: (planId) => findPlan(offers, planId) };
    },
  };
}

/** Without what requests cost whoever runs the server: that prices nothing, and may change at any time. */
function toText({ costs: _, ...priced }: PlansFile): string {
  return JSON.stringify(priced);
}

function findPlan(offers: readonly Offer[], planId: string): Plan | null {
  return offers.find(({ plans }) => plans.has(planId))?.plans.get(planId) ?? null;
}
