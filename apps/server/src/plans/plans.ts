import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@memory-api/contract';
import { ConfigError, type Config } from '../config.js';
import type { PriceList } from '../pricing/price-list.js';
import { requireHeld, requireLeft, type HeldOffers, type LeftOffers } from './held-offers.js';
import { parsePlansFile } from './parse-plans-file.js';
import type { Plan } from './plan.js';
import type { PlansFile } from './plans-schema.js';
import { toOffer, type Offer } from './to-offer.js';

/** The plans of this server. Each call answers with the newest ones: a reload needs no restart. */
export interface Plans {
  /** The plan of this id, or null where this server has none of it. */
  find(planId: string): Plan | null;
  /**
   * The plan that holds for an organization with this id. One that this server doesn't know (another node has read a
   * newer file) gets `DEFAULT_PLAN` until it does: a gap between two reloads must not stop requests, nor open a limit.
   */
  get(planId: string): Plan;
  /** All of them, as the file lists them, `self-hosted` last. */
  list(): readonly Plan[];
  /** The plan of a signup that names none. */
  getDefault(): Plan;
  /** Volume discounts, promotions and agreements. */
  getPriceList(): PriceList;
}

/** Plans that can be read again. */
export interface ReloadablePlans extends Plans {
  /**
   * Refuses to go on with a file that lacks a plan or an add-on that somebody has.
   *
   * @throws ConfigError in one line that names what is missing, and what to do
   */
  require(held: HeldOffers): void;
  /**
   * Refuses to begin with a file that lacks what somebody had before any file was kept: nobody would know its price.
   *
   * @param left - what organizations had in months without invoices
   * @throws ConfigError in one line that names what is missing, and what to do
   */
  requireLeft(left: LeftOffers): void;
  /**
   * Reads the file again. Nothing has changed until what was read is put to use, and all of it then.
   *
   * @param held - what organizations have: a file without any of it is refused
   * @throws ConfigError in one line that says what is wrong
   */
  reread(held: HeldOffers): RereadPlans;
  /** The file that holds. */
  getFile(): PlansFile;
}

/** Plans that were read again. */
export interface RereadPlans {
  readonly file: PlansFile;
  /** Has them hold from now on. */
  use(): void;
}

/** The plans that come with the server. */
const BUILT_IN_PLANS_FILE = fileURLToPath(new URL('../../plans.yaml', import.meta.url));

/**
 * Reads the plans.
 *
 * @throws ConfigError in one line that says what is wrong
 */
export function createPlans(config: Pick<Config, 'plansFile' | 'defaultPlan'>): ReloadablePlans {
  const path = config.plansFile ?? BUILT_IN_PLANS_FILE;
  let present = read(path, config.defaultPlan);
  const find = (planId: string): Plan | null => present.offer.plans.get(planId) ?? null;
  return {
    find,
    get: (planId) => find(planId) ?? present.byDefault,
    list: () => [...present.offer.plans.values()],
    getDefault: () => present.byDefault,
    getPriceList: () => present.offer.priceList,
    getFile: () => present.file,
    require: (held) => requireHeld(present.offer, held, path),
    requireLeft: (left) => requireLeft(present.offer, left, path),
    reread(held) {
      const next = read(path, config.defaultPlan);
      requireHeld(next.offer, held, path);
      return {
        file: next.file,
        use() {
          present = next;
        },
      };
    },
  };
}

type ReadPlans = { readonly file: PlansFile; readonly offer: Offer; readonly byDefault: Plan };

function read(path: string, defaultPlan: string): ReadPlans {
  const file = readFile(path);
  const offer = toOffer(file);
  const byDefault = offer.plans.get(defaultPlan);
  if (byDefault !== undefined) return { file, offer, byDefault };
  throw new ConfigError('DEFAULT_PLAN', `takes one of ${[...offer.plans.keys()].join(', ')}, the plans of ${path}`);
}

function readFile(path: string): PlansFile {
  const parsed = parsePlansFile(readText(path));
  if (parsed.ok) return parsed.file;
  const shown = parsed.faults.slice(0, MAX_SHOWN).map(({ line, message }) => `line ${line}: ${toOneLine(message)}`);
  const more = parsed.faults.length > MAX_SHOWN ? `; and ${parsed.faults.length - MAX_SHOWN} more` : '';
  throw new ConfigError('PLANS_FILE', `${path}, ${shown.join('; ')}${more}`);
}

const MAX_SHOWN = 5;

function toOneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim();
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError('PLANS_FILE', `${path} can't be read: ${messageOf(error)}`);
  }
}
