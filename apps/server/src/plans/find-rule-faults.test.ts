import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlansFile } from './parse-plans-file.js';

const BUILT_IN = readFileSync(new URL('../../plans.yaml', import.meta.url), 'utf8');
const PRICES = `
add_ons:
  more-calls: { name: More calls, price_cents: 1000, quotas: { calls: 50000, tokens: 0, embeddings: 0 } }
promotions:
  spring:
    name: Spring
    percent_off: 20
    plans: [starter]
    from: 2026-03-01T00:00:00Z
    until: 2026-06-01T00:00:00Z
agreements:
  org_01k3zq8v5n7r2t4w6y8a0c1e3g:
    plan: enterprise
    base_price_cents: 100000
    add_ons: [more-calls]
    price_lock: { until: 2027-01-01T00:00:00Z, base_price_cents: 90000 }
`;

function faultsOf(text: string): readonly string[] {
  const parsed = parsePlansFile(text);
  return parsed.ok
    ? []
    : parsed.faults.map(({ line, message }) => `${text.split('\n')[line - 1]?.trim()} → ${message}`);
}

describe('the rules of a file of plans', () => {
  it('take what is right', () => {
    expect(faultsOf(BUILT_IN + PRICES)).toEqual([]);
  });

  it.each([
    ['  more-calls:', '  More:', 'add_ons.More must be named with small letters, digits and hyphens'],
    ['[more-calls]', '[seats]', 'names seats, which is no add-on of this file'],
    ['plans: [starter]', 'plans: [starter, gold]', 'promotions.spring.plans names gold, which is no plan of this file'],
    ['plans: [starter]', 'plans: [constructor]', 'names constructor, which is no plan'],
    ['until: 2026-06-01', 'until: 2026-02-01', 'promotions.spring.until must come after from'],
    ['until: 2026-06-01', 'until: 2026-13-01', 'promotions.spring.until must be a time that there is'],
    ['until: 2027-01-01', 'until: 2027-01-32', 'price_lock.until must be a time that there is'],
    ['00:00Z\n    until', '00:00+01:00\n    until', 'promotions.spring.from must match'],
    ['plan: enterprise', 'plan: gold', 'plan names gold, which is no plan of this file'],
    ['org_01k3', 'Acme', 'must be named with the id of an organization'],
    ['percent_off: 20\n', 'percent_off: 101\n', 'promotions.spring.percent_off must be at most 100'],
  ])('say of %j turned into %j: %s', (from, to, fault) => {
    expect(PRICES).toContain(from);
    expect(faultsOf(BUILT_IN + PRICES.replace(from, to)).join('\n')).toContain(fault);
  });

  it('want the steps of a discount in order', () => {
    const text = BUILT_IN.replace('beyond: 100000,', 'beyond: 500000,');
    expect(faultsOf(text)).toEqual(['calls: → volume_discounts.calls must list its steps in ascending order']);
  });
});
