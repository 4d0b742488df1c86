import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@memory-api/contract';
import { ConfigError, type Config } from '../config.js';
import type { PriceList } from '../pricing/price-list.js';
import { toPriceList } from '../pricing/to-price-list.js';
import { parsePlansFile } from './parse-plans-file.js';
import { SELF_HOSTED_PLAN, type Plan } from './plan.js';
import type { PlanEntry, PlansFile } from './plans-schema.js';

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
   * Refuses to go on with plans that lack one that somebody is on.
   *
   * @param planIds - the plans that organizations are on
   * @throws ConfigError in one line that names what is missing
   */
  require(planIds: readonly string[]): void;
  /**
   * Reads the file again. Either all of it holds from now on, or nothing has changed.
   *
   * @param planIds - the plans that organizations are on: a file without one of them is refused
   * @throws ConfigError in one line that says what is wrong
   */
  reload(planIds: readonly string[]): void;
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
  const find = (planId: string): Plan | null => present.byId.get(planId) ?? null;
  return {
    find,
    get: (planId) => find(planId) ?? present.byDefault,
    list: () => [...present.byId.values()],
    getDefault: () => present.byDefault,
    getPriceList: () => present.priceList,
    require: (planIds) => requireAll(present, planIds, path),
    reload(planIds) {
      const next = read(path, config.defaultPlan);
      requireAll(next, planIds, path);
      present = next;
    },
  };
}

type ReadPlans = { readonly byId: ReadonlyMap<string, Plan>; readonly byDefault: Plan; readonly priceList: PriceList };

function read(path: string, defaultPlan: string): ReadPlans {
  const file = readFile(path);
  const all = [...Object.entries(file.plans).map(toPlan), SELF_HOSTED_PLAN];
  const byId = new Map(all.map((plan) => [plan.id, plan]));
  const byDefault = byId.get(defaultPlan);
  if (byDefault !== undefined) return { byId, byDefault, priceList: toPriceList(file) };
  throw new ConfigError('DEFAULT_PLAN', `takes one of ${[...byId.keys()].join(', ')}, the plans of ${path}`);
}

function requireAll({ byId }: ReadPlans, planIds: readonly string[], path: string): void {
  const missing = planIds.filter((planId) => !byId.has(planId));
  if (missing.length === 0) return;
  const names = missing.join(', ');
  throw new ConfigError(
    'PLANS_FILE',
    `${path} lacks ${names}: organizations are on it; move them to another plan first`,
  );
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

function toPlan([id, entry]: readonly [string, PlanEntry]): Plan {
  const { quotas, limits } = entry;
  return {
    id,
    name: entry.name,
    description: entry.description,
    availableTo: entry.available_to,
    basePriceCents: entry.base_price_cents,
    billingPeriod: entry.billing_period,
    trialDays: entry.trial_days,
    quotas: {
      calls: quotas.calls,
      tokens: quotas.tokens,
      embeddings: quotas.embeddings,
      memoriesStored: quotas.memories_stored,
    },
    limits: { perMinute: limits.per_minute, perDay: limits.per_day, atOnce: limits.at_once },
    overage: entry.overage,
  };
}
