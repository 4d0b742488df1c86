import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlansFile } from './parse-plans-file.js';

const BUILT_IN = readFileSync(new URL('../../plans.yaml', import.meta.url), 'utf8');

const GOLD = `plans:
  gold:
    name: Gold
    description: For tests.
    available_to: customer
    base_price_cents: 1000
    billing_period: monthly
    trial_days: 0
    quotas: { calls: 10, tokens: null, memories_stored: 5, embeddings: 3 }
    limits: { per_minute: 1, per_day: null, at_once: 1 }
    overage: null
`;

/** The faults of a file, as `line: message`. */
function faultsOf(text: string): readonly string[] {
  const parsed = parsePlansFile(text);
  return parsed.ok ? [] : parsed.faults.map(({ line, message }) => `${line}: ${message}`);
}

describe('parsePlansFile', () => {
  it('takes the plans that come with the server', () => {
    const parsed = parsePlansFile(BUILT_IN);
    expect(parsed).toMatchObject({ ok: true });
    expect(parsed.ok && Object.keys(parsed.file.plans)).toEqual(['free', 'starter', 'professional', 'enterprise']);
  });

  it('takes a plan of another name', () => {
    expect(parsePlansFile(GOLD)).toMatchObject({ ok: true, file: { plans: { gold: { base_price_cents: 1000 } } } });
  });

  it.each([
    ['base_price_cents: 1000', 'base_price_cents: -1', '6: plans.gold.base_price_cents must be at least 0'],
    [
      'base_price_cents: 1000',
      'base_price_cents: 9.5',
      '6: plans.gold.base_price_cents must be a whole number or null',
    ],
    [
      'base_price_cents: 1000',
      'base_price_cents: "10"',
      '6: plans.gold.base_price_cents must be a whole number or null',
    ],
    ['base_price_cents: 1000', 'price_cents: 1', '6: plans.gold.price_cents is not a known field'],
    ['    trial_days: 0\n', '', '2: plans.gold.trial_days is required'],
    ['trial_days: 0', 'trial_days: 366', '8: plans.gold.trial_days must be at most 365'],
    ['billing_period: monthly', 'billing_period: yearly', '7: plans.gold.billing_period must be one of monthly'],
    [
      'available_to: customer',
      'available_to: everybody',
      '5: plans.gold.available_to must be one of signup, customer, operator',
    ],
    ['calls: 10', 'calls: many', '9: plans.gold.quotas.calls must be a whole number or null'],
    ['calls: 10', 'calls: 10000000000000000', '9: plans.gold.quotas.calls must be at most 9007199254740991'],
    ['at_once: 1', 'at_once: 0', '10: plans.gold.limits.at_once must be at least 1'],
    ['overage: null', 'overage: none', '11: plans.gold.overage must be an object or null'],
    ['overage: null', 'overage: { calls: { cents: 1 } }', '11: plans.gold.overage.calls.per is required'],
    ['name: Gold', "name: ' '", '3: plans.gold.name must not be blank'],
    ['  gold:', '  Gold Plan:', '2: plans.Gold Plan must be named with small letters, digits and hyphens'],
    ['  gold:', '  self-hosted:', "2: plans.self-hosted is always there and can't be set"],
    ['plans:', 'tariffs: 1\nplans:', '1: tariffs is not a known field'],
  ])('says of %j turned into %j: %s', (from, to, fault) => {
    expect(GOLD).toContain(from);
    expect(faultsOf(GOLD.replace(from, to))).toContain(fault);
  });

  it('lists every fault, in the order of their lines', () => {
    const text = GOLD.replace('trial_days: 0', 'trial_days: -1').replace('name: Gold', 'name: 7');
    expect(faultsOf(text)).toEqual([
      '3: plans.gold.name must be a string',
      '8: plans.gold.trial_days must be at least 0',
    ]);
  });

  it.each([
    ['', '1: the file must be a mapping with the field plans'],
    ['- 1', '1: the file must be a mapping with the field plans'],
    ['plans: {}', '1: plans must have at least 1 field'],
    ['plans: *nobody', '1: Unresolved alias (the anchor must be set before the alias): nobody'],
    [`${GOLD}  gold: {}\n`, '12: Map keys must be unique'],
    [`${GOLD}---\nplans: {}\n`, '12: Source contains multiple documents; please use YAML.parseAllDocuments()'],
    [GOLD.replace('calls: 10', 'calls: !!js/function x'), '9: Unresolved tag: tag:yaml.org,2002:js/function'],
    [GOLD.replace('{ calls', '[ calls'), expect.stringMatching(/^\d+: Flow/) as unknown as string],
  ])('refuses %j as YAML', (text, fault) => {
    expect(faultsOf(text)).toContainEqual(fault);
  });

  it('refuses aliases that grow without end', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? 'x' : Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      return `a${level}: &a${level} [${inner}]`;
    });
    expect(faultsOf(levels.join('\n'))[0]).toMatch(/^1: Excessive alias count/);
  });

  it('takes what its documentation shows', () => {
    const page = readFileSync(new URL('../../../../docs/operating-billing.md', import.meta.url), 'utf8');
    const shown = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
    const [plans = ''] = BUILT_IN.split('\nvolume_discounts:');
    expect(faultsOf(`${plans}\n${shown}`)).toEqual([]);
    expect(shown).toContain('agreements:');
  });

  it('takes no name of JavaScript for a plan or a field', () => {
    expect(faultsOf(GOLD.replace('  gold:', '  __proto__:'))).not.toEqual([]);
    expect(faultsOf(GOLD.replace('trial_days: 0', 'constructor: 0'))).toContain(
      '8: plans.gold.constructor is not a known field',
    );
  });

  it('answers whatever a hand leaves in the file, and always with a line of it', () => {
    const cut = fc.record({
      at: fc.nat({ max: BUILT_IN.length }),
      length: fc.nat({ max: 40 }),
      put: fc.string({ maxLength: 8 }),
    });
    fc.assert(
      fc.property(cut, ({ at, length, put }) => {
        const text = BUILT_IN.slice(0, at) + put + BUILT_IN.slice(at + length);
        const parsed = parsePlansFile(text);
        if (parsed.ok) return;
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const { line } of parsed.faults) expect(text.split(/\r?\n/).length).toBeGreaterThanOrEqual(line);
      }),
      { numRuns: 200 },
    );
  });
});
