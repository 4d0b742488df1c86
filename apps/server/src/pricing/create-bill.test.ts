import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBill, priceUntil, type Bill, type Credit } from './create-bill.js';
import { anyMoment, anyPeriod, JANUARY, STARTER, toPeriod } from './pricing-fixture.js';

const credit = (id: string, leftCents: number, expiresAtMs: number | null = null): Credit => ({
  id,
  name: `Credit ${id}`,
  leftCents,
  expiresAtMs,
});
const sumOf = ({ lines }: Bill): number => lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
const DAY_MS = 86_400_000;

const anyCredits = fc.array(
  fc.record({
    id: fc.uuid(),
    name: fc.constant('Credit'),
    leftCents: fc.nat({ max: 1_000_000 }),
    expiresAtMs: fc.option(fc.integer({ min: JANUARY.fromMs, max: JANUARY.toMs + 40 * DAY_MS })),
  }),
  { maxLength: 5 },
);

describe('createBill', () => {
  it('lists what is paid for, and what is taken off', () => {
    const bill = createBill(toPeriod(STARTER, { calls: 210_001 }), [credit('a', 1000)]);
    expect(bill.lines).toEqual([
      { kind: 'base', description: 'Starter', quantity: null, amountCents: 4900 },
      { kind: 'overage', description: 'API calls beyond those of Starter', quantity: 200_001, amountCents: 10_000 },
      { kind: 'volume_discount', description: 'Volume discount: API calls', quantity: null, amountCents: -500 },
      { kind: 'credit', description: 'Credit a', quantity: null, amountCents: -1000 },
    ]);
    expect(bill).toMatchObject({ subtotalCents: 14_400, totalCents: 13_400, spent: [{ creditId: 'a', cents: 1000 }] });
  });

  it('spends what is lost soonest first, nothing that is lost already, and no more than is due', () => {
    const { toMs } = JANUARY;
    const credits = [
      credit('for-ever', 9000),
      credit('later', 3000, toMs + 2 * DAY_MS),
      credit('sooner', 1000, toMs + DAY_MS),
      credit('lost', 5000, toMs),
    ];
    const bill = createBill(toPeriod(STARTER), credits);
    expect(bill.spent).toEqual([
      { creditId: 'sooner', cents: 1000 },
      { creditId: 'later', cents: 3000 },
      { creditId: 'for-ever', cents: 900 },
    ]);
    expect(bill.totalCents).toBe(0);
  });

  it('makes one line of one thing, wherever the period was cut', () => {
    const whole = toPeriod(STARTER, { calls: 20_000 });
    const cutMs = JANUARY.fromMs + 7 * DAY_MS + 1234;
    const used = { calls: 10_000, tokens: 0, embeddings: 0 };
    const segments = [
      { fromMs: JANUARY.fromMs, toMs: cutMs, terms: STARTER, used },
      { fromMs: cutMs, toMs: JANUARY.toMs, terms: STARTER, used },
    ];
    expect(createBill({ ...whole, segments }, [])).toEqual(createBill(whole, []));
  });

  it('adds up, for any period and any credits, and never asks for less than nothing', () => {
    fc.assert(
      fc.property(anyPeriod, anyCredits, anyMoment, (period, credits, untilMs) => {
        const parts = { ...period, untilMs };
        const bill = createBill(parts, credits);
        expect(sumOf(bill)).toBe(bill.totalCents);
        expect(bill.subtotalCents).toBe(priceUntil(parts));
        expect(bill.totalCents).toBeGreaterThanOrEqual(0);
        const spent = bill.spent.reduce((sum, { cents }) => sum + cents, 0);
        expect(bill.totalCents + spent).toBe(bill.subtotalCents);
        for (const { creditId, cents } of bill.spent) {
          expect(cents).toBeLessThanOrEqual(credits.find(({ id }) => id === creditId)?.leftCents ?? 0);
        }
      }),
    );
  });
});

describe('priceUntil', () => {
  it('grows by the second, so that the days of a period add up to it', () => {
    const period = toPeriod(STARTER);
    const cumulative = Array.from({ length: 32 }, (_, day) =>
      priceUntil({ ...period, untilMs: JANUARY.fromMs + day * DAY_MS }),
    );
    const days = cumulative.slice(1).map((cents, at) => cents - (cumulative[at] ?? 0));
    expect(days.reduce((sum, cents) => sum + cents, 0)).toBe(4900);
    expect(new Set(days)).toEqual(new Set([158, 159]));
    expect(cumulative[0]).toBe(0);
  });
});
