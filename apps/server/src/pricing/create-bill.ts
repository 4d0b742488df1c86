import { add, addAll, round } from './rational.js';
import { pricePeriod, type ExactLine, type PricedPeriod } from './price-period.js';
import { roundTogether } from './round-together.js';

/** Money that an organization is owed, to be spent on bills. Times are epoch milliseconds. */
export interface Credit {
  readonly id: string;
  readonly name: string;
  /** What is left of it, in cents. */
  readonly leftCents: number;
  /** When the rest is lost; null: never. */
  readonly expiresAtMs: number | null;
}

/** One line of a bill; what is taken off is below zero. Whole cents. */
export interface BillLine {
  readonly kind: ExactLine['kind'] | 'correction' | 'credit';
  readonly description: string;
  readonly quantity: number | null;
  readonly amountCents: number;
}

/** What a period costs: the lines add up to the total. Whole cents. */
export interface Bill {
  readonly lines: readonly BillLine[];
  /** What the period itself costs. */
  readonly periodCents: number;
  /** With corrections, before credits. */
  readonly subtotalCents: number;
  readonly totalCents: number;
  /** What was taken of each credit. */
  readonly spent: readonly { readonly creditId: string; readonly cents: number }[];
}

/**
 * Makes the bill of a period up to a moment, paid with the credits that have not expired by then.
 *
 * @param corrections - what bills before this one left out
 */
export function createBill(
  parts: PricedPeriod,
  credits: readonly Credit[],
  corrections: readonly BillLine[] = [],
): Bill {
  const exact = mergeLines(pricePeriod(parts));
  const cents = roundTogether(exact.map((line) => line.cents));
  const lines = exact.map(({ kind, description, quantity }, at) => ({
    kind,
    description,
    quantity,
    amountCents: cents[at] ?? 0,
  }));
  const periodCents = cents.reduce((sum, each) => sum + each, 0);
  const subtotalCents = corrections.reduce((sum, { amountCents }) => sum + amountCents, periodCents);
  const spent = spendCredits(subtotalCents, credits, parts.untilMs);
  const paid = spent.map(({ credit, cents: amount }) => ({
    kind: 'credit' as const,
    description: credit.name,
    quantity: null,
    amountCents: -amount,
  }));
  return {
    lines: [...lines, ...corrections, ...paid],
    periodCents,
    subtotalCents,
    totalCents: paid.reduce((sum, { amountCents }) => sum + amountCents, subtotalCents),
    spent: spent.map(({ credit, cents: amount }) => ({ creditId: credit.id, cents: amount })),
  };
}

/**
 * What a period costs up to a moment, before credits: rounded once, from the exact sum. The cost of a day is this at
 * its end less this at its beginning, so days add up to the period.
 */
export function priceUntil(parts: PricedPeriod): number {
  return Number(round(addAll(pricePeriod(parts).map(({ cents }) => cents))));
}

/** Stretches of the same thing at the same price are one line: where a period was cut is nobody's business. */
function mergeLines(lines: readonly ExactLine[]): readonly ExactLine[] {
  const merged = new Map<string, ExactLine>();
  for (const line of lines) {
    const name = `${line.kind} ${line.description}`;
    const before = merged.get(name);
    merged.set(
      name,
      before === undefined ? line : { ...line, cents: add(before.cents, line.cents), ...sumOf(before, line) },
    );
  }
  return [...merged.values()];
}

function sumOf(a: ExactLine, b: ExactLine): Pick<ExactLine, 'quantity'> {
  return { quantity: a.quantity === null || b.quantity === null ? null : a.quantity + b.quantity };
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** Takes what is due from credits, the one that is lost soonest first. */
function spendCredits(
  dueCents: number,
  credits: readonly Credit[],
  atMs: number,
): readonly { readonly credit: Credit; readonly cents: number }[] {
  let due = dueCents;
  return credits
    .filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > atMs)
    .toSorted((a, b) => (a.expiresAtMs ?? NEVER) - (b.expiresAtMs ?? NEVER) || (a.id < b.id ? -1 : 1))
    .flatMap((credit) => {
      const cents = Math.min(due, credit.leftCents);
      due -= cents;
      return cents > 0 ? [{ credit, cents }] : [];
    });
}
