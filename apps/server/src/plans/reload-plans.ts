import { messageOf } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import type { PriceEditions } from '../pricing/price-editions.js';
import { readHeldOffers } from './held-offers.js';
import type { ReloadablePlans } from './plans.js';

/** What a reload works with. */
export interface ReloadPlansParts {
  readonly plans: Pick<ReloadablePlans, 'reread' | 'list'>;
  readonly storage: Pick<Storage, 'organizations'>;
  readonly editions: Pick<PriceEditions, 'keep'>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/**
 * Makes what reads the file of plans again. A broken one changes nothing, and the log says why: it never fails. One that
 * is asked for while another is under way reads the file after that one is done, so the file that was read last holds.
 */
export function createReloadPlans(parts: ReloadPlansParts): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => reloadPlans(parts));
    return last;
  };
}

async function reloadPlans({ plans, storage, editions, logger }: ReloadPlansParts): Promise<void> {
  try {
    const { file, use } = plans.reread(await readHeldOffers(storage, Date.now()));
    await editions.keep(file, Date.now());
    use();
    const ids = plans.list().map(({ id }) => id);
    logger.info({ plans: ids }, `plans were read again: ${ids.join(', ')}`);
  } catch (error) {
    logger.error(`The plans stay as they were. ${messageOf(error)}`);
  }
}
