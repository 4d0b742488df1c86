import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config.js';
import type { HeldOffers } from './held-offers.js';
import { createPlans } from './plans.js';

const BUILT_IN = readFileSync(new URL('../../plans.yaml', import.meta.url), 'utf8');

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'memory-api-plans-'));
  file = join(directory, 'plans.yaml');
  writeFileSync(file, BUILT_IN);
});
afterEach(() => rmSync(directory, { recursive: true }));

const createSubject = (defaultPlan = 'self-hosted') => createPlans({ plansFile: file, defaultPlan });
const held = (...planIds: readonly string[]): HeldOffers => ({ planIds, addOns: new Map() });
const changeFile = (from: string, to: string): void => writeFileSync(file, BUILT_IN.replace(from, to));

function messageOfRefusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message).not.toContain('\n');
    return message;
  }
  return expect.fail('nothing was refused');
}

describe('the plans that come with the server', () => {
  const plans = createPlans({ plansFile: null, defaultPlan: 'free' });

  it.each([
    ['free', ['signup', 0, 0], [100, 10_000, 100, 100], [10, 100, 2]],
    ['starter', ['customer', 4900, 14], [10_000, 1_000_000, 10_000, 10_000], [60, 5000, 5]],
    ['professional', ['customer', 29_900, 14], [100_000, 20_000_000, 100_000, 100_000], [300, 50_000, 20]],
    ['enterprise', ['operator', null, 0], [null, null, null, null], [1000, null, 100]],
    ['self-hosted', ['operator', 0, 0], [null, null, null, null], [null, null, null]],
  ] as const)('%s is what the price list says', (id, terms, quotas, limits) => {
    const plan = plans.find(id);
    expect([plan?.availableTo, plan?.basePriceCents, plan?.trialDays]).toEqual(terms);
    const { calls, tokens, memoriesStored, embeddings } = plan?.quotas ?? {};
    expect([calls, tokens, memoriesStored, embeddings]).toEqual(quotas);
    expect([plan?.limits.perMinute, plan?.limits.perDay, plan?.limits.atOnce]).toEqual(limits);
  });

  it('charge for more than the quota where the price list does, and refuse it elsewhere', () => {
    expect(plans.find('starter')?.overage).toEqual({
      calls: { cents: 50, per: 1000 },
      tokens: { cents: 500, per: 1_000_000 },
      embeddings: { cents: 20, per: 1000 },
    });
    expect(plans.find('professional')?.overage).toEqual({
      calls: { cents: 30, per: 1000 },
      tokens: { cents: 300, per: 1_000_000 },
      embeddings: { cents: 15, per: 1000 },
    });
    for (const id of ['free', 'enterprise', 'self-hosted']) expect(plans.find(id)?.overage).toBeNull();
  });

  it.each(['gold', '', 'constructor', '__proto__'])('have no %j', (planId) => {
    expect(plans.find(planId)).toBeNull();
    expect(plans.get(planId)).toBe(plans.getDefault());
  });
});

describe('createPlans', () => {
  it('refuses a default plan that the file lacks, and lists those that it has', () => {
    expect(createSubject('starter').getDefault().id).toBe('starter');
    expect(messageOfRefusal(() => createSubject('gold'))).toBe(
      `DEFAULT_PLAN takes one of free, starter, professional, enterprise, self-hosted, the plans of ${file}`,
    );
  });

  it('refuses a file that is not there', () => {
    rmSync(file);
    expect(messageOfRefusal(() => createSubject())).toMatch(/^PLANS_FILE .*plans\.yaml can't be read: ENOENT/);
  });

  it('says in one line where the file is wrong', () => {
    changeFile('base_price_cents: 4900', 'base_price_cents: 49.00 $');
    const line = BUILT_IN.slice(0, BUILT_IN.indexOf('base_price_cents: 4900')).split('\n').length;
    expect(messageOfRefusal(() => createSubject())).toBe(
      `PLANS_FILE ${file}, line ${line}: plans.starter.base_price_cents must be a whole number or null`,
    );
  });

  it('names the first faults of many', () => {
    writeFileSync(file, `plans:\n  ${'abcdefgh'.split('').join(': {}\n  ')}: {}\n`);
    expect(messageOfRefusal(() => createSubject())).toMatch(/line 2: plans\.a\.name is required; .*; and \d+ more$/);
  });
});

describe('a reload', () => {
  it('holds once it is put to use, for whoever kept the plans', () => {
    const plans = createSubject();
    changeFile('per_minute: 10,', 'per_minute: 11,');
    expect(plans.get('free').limits.perMinute).toBe(10);
    const { file: read, use } = plans.reread(held('free', 'self-hosted'));
    expect([plans.get('free').limits.perMinute, read.plans['free']?.limits.per_minute]).toEqual([10, 11]);
    use();
    expect(plans.get('free').limits.perMinute).toBe(11);
    expect(plans.getFile()).toBe(read);
    expect(plans.list().map(({ id }) => id)).toEqual(['free', 'starter', 'professional', 'enterprise', 'self-hosted']);
  });

  it('of a broken file changes nothing, also not the half that was right', () => {
    const plans = createSubject();
    writeFileSync(
      file,
      BUILT_IN.replace('per_minute: 10,', 'per_minute: 11,').replace('trial_days: 14', 'trial_days: x'),
    );
    expect(messageOfRefusal(() => plans.reread(held()))).toMatch(/^PLANS_FILE .*line \d+: plans\.starter\.trial_days/);
    expect(plans.get('free').limits.perMinute).toBe(10);
  });

  it('does not take a plan away from those who are on it', () => {
    const plans = createSubject();
    changeFile('  starter:', '  basic:');
    expect(messageOfRefusal(() => plans.reread(held('free', 'self-hosted', 'starter')))).toBe(
      `PLANS_FILE ${file} lacks starter: organizations are on it; move them to another plan first`,
    );
    expect([plans.find('basic'), plans.find('starter')?.id]).toEqual([null, 'starter']);
    plans.reread(held('free', 'self-hosted')).use();
    expect([plans.find('basic')?.id, plans.find('starter')]).toEqual(['basic', null]);
  });

  it('does not take the default plan away', () => {
    const plans = createSubject('starter');
    changeFile('  starter:', '  basic:');
    expect(messageOfRefusal(() => plans.reread(held()))).toMatch(/^DEFAULT_PLAN takes one of free, basic,/);
    expect(plans.getDefault().id).toBe('starter');
  });
});

describe('an add-on that organizations have', () => {
  const ADD_ONS = `add_ons:
  more-calls: { name: More calls, price_cents: 1900, quotas: { calls: 50000, tokens: 0, embeddings: 0 } }
  seats: { name: Seats, price_cents: 100, quotas: { calls: 0, tokens: 0, embeddings: 0 } }
`;
  const addOns = new Map([
    ['more-calls', 3],
    ['seats', 1],
  ]);
  const had = { planIds: ['free'], addOns };

  it('can not be taken out of the file, at a start and at a reload, and the refusal says how many have it', () => {
    const plans = createSubject();
    const message = `PLANS_FILE ${file} lacks more-calls (3 organizations), seats (1 organization): they have this add-on; take it from them first`;
    expect(messageOfRefusal(() => plans.require(had))).toBe(message);
    writeFileSync(file, `${BUILT_IN}${ADD_ONS}`);
    plans.reread(had).use();
    expect(plans.require(had)).toBeUndefined();
    writeFileSync(file, BUILT_IN);
    expect(messageOfRefusal(() => plans.reread(had))).toBe(message);
    expect([...plans.getPriceList().addOns.keys()]).toEqual(['more-calls', 'seats']);
    plans.reread(held('free')).use();
    expect(plans.getPriceList().addOns.size).toBe(0);
  });

  it('is asked for by name where somebody had it in a month that is still to be billed', () => {
    const plans = createSubject();
    const left = { planIds: ['starter'], addOnIds: ['more-calls', 'seats'] };
    expect(messageOfRefusal(() => plans.requireLeft(left))).toMatch(
      /^PLANS_FILE .* lacks more-calls, seats: organizations had this add-on in a month .* still to be billed; put it back/,
    );
  });
});

describe('require', () => {
  it('refuses to start without a plan that somebody is on', () => {
    const plans = createSubject();
    expect(plans.require(held('enterprise', 'free', 'self-hosted'))).toBeUndefined();
    expect(messageOfRefusal(() => plans.require(held('free', 'gold', 'silver')))).toContain('lacks gold, silver:');
  });

  it('tells what to do about a plan that was left in a month that is still to be billed', () => {
    const plans = createSubject();
    expect(plans.requireLeft({ planIds: ['starter', 'self-hosted'], addOnIds: [] })).toBeUndefined();
    expect(messageOfRefusal(() => plans.requireLeft({ planIds: ['free', 'gold'], addOnIds: [] }))).toMatch(
      /^PLANS_FILE .* lacks gold: .* still to be billed; put it back in the file for one start/,
    );
  });
});
