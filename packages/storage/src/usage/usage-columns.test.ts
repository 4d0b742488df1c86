import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageAmounts } from './ledger-store.js';
import {
  addAmounts,
  addTo,
  AMOUNT_COLUMNS,
  NO_AMOUNTS,
  pushAmounts,
  toAmountColumns,
  toAmounts,
} from './usage-columns.js';

const NAMES = Object.keys(NO_AMOUNTS) as (keyof UsageAmounts)[];

const amounts: fc.Arbitrary<UsageAmounts> = fc
  .array(fc.integer(), { minLength: NAMES.length, maxLength: NAMES.length })
  .map((values) => Object.fromEntries(NAMES.map((name, at) => [name, values[at] ?? 0])) as UsageAmounts);

describe('amounts of usage', () => {
  it('are the same after they were columns', () => {
    fc.assert(
      fc.property(amounts, (one) => {
        expect(toAmounts(toAmountColumns(one))).toEqual(one);
      }),
    );
  });

  it('have a column each', () => {
    expect(Object.keys(toAmountColumns(NO_AMOUNTS))).toEqual([...AMOUNT_COLUMNS]);
    expect(NAMES).toHaveLength(AMOUNT_COLUMNS.length);
  });

  it('are put into a row in the order of their columns', () => {
    fc.assert(
      fc.property(amounts, (one) => {
        const values: unknown[] = ['before'];
        pushAmounts(values, one);
        const columns = toAmountColumns(one);
        expect(values).toEqual(['before', ...AMOUNT_COLUMNS.map((name) => columns[name])]);
      }),
    );
  });

  it('add up one by one, in any order, and nothing adds nothing', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const sum = addAmounts(a, b);
        for (const name of NAMES) expect(sum[name]).toBe(a[name] + b[name]);
        expect(addAmounts(b, a)).toEqual(sum);
        expect(addAmounts(a, NO_AMOUNTS)).toEqual(a);
        const total = { ...NO_AMOUNTS };
        for (const one of [a, b]) addTo(total, one);
        expect(total).toEqual(sum);
      }),
    );
  });
});
