import type { LedgerEntry } from '@memory-api/storage';

/** What an organization did in January 2026, on the plans that come with the server. It begins on the plan free. */
export interface Life {
  readonly createdMs: number;
  readonly changes: readonly {
    readonly planId: string;
    readonly atMs: number;
    readonly laterMs: number;
    /** How long the trial is that begins with it; null: none does. */
    readonly trialMs: number | null;
  }[];
  readonly rows: readonly Partial<LedgerEntry>[];
}

const JANUARY = Date.UTC(2026, 0);
const SECONDS = 31 * 86_400;
const METRICS = ['calls', 'tokens', 'embeddings'] as const;
type Metric = (typeof METRICS)[number];

interface PriceTag {
  readonly base: number;
  readonly quota: { readonly [Name in Metric]: number };
  /** Cents of a million beyond it; null: nothing is charged. */
  readonly beyond: { readonly [Name in Metric]: number } | null;
}

const UNLIMITED = { calls: Infinity, tokens: Infinity, embeddings: Infinity };
const FREE: PriceTag = { base: 0, quota: UNLIMITED, beyond: null };
/** The price list, copied: so that nothing here is read the way in which bills read it. */
const PRICE_TAGS: Readonly<Record<string, PriceTag>> = {
  free: FREE,
  enterprise: FREE,
  starter: {
    base: 4900,
    quota: { calls: 10_000, tokens: 1_000_000, embeddings: 10_000 },
    beyond: { calls: 50_000, tokens: 500, embeddings: 20_000 },
  },
  professional: {
    base: 29_900,
    quota: { calls: 100_000, tokens: 20_000_000, embeddings: 100_000 },
    beyond: { calls: 30_000, tokens: 300, embeddings: 15_000 },
  },
};
/** From which unit beyond the quotas on how many percent are off. */
const DISCOUNTS: { readonly [Name in Metric]: readonly (readonly [number, number])[] } = {
  calls: [
    [100_000, 10],
    [500_000, 20],
    [1_000_000, 30],
  ],
  tokens: [
    [10_000_000, 10],
    [50_000_000, 20],
    [100_000_000, 30],
  ],
  embeddings: [],
};
/** What a cent is cut into: whole for the share of a second, the price of a unit, and a percent of it. */
const CENT = BigInt(SECONDS) * 1_000_000n * 100n;

/** The invoice of January, worked out second by second and row by row, without anything of the price engine. Cents. */
export function priceByHand(life: Life): number {
  const changes = life.changes.toSorted((a, b) => a.atMs - b.atMs);
  const findTag = (ms: number): PriceTag => toTag(changes, ms);
  // Whole cents for each second: numbers hold them exactly, and are added millions of times.
  let bases = 0;
  for (let second = 1; second <= SECONDS; second += 1) {
    const lastMs = JANUARY + second * 1000 - 1;
    if (lastMs >= life.createdMs) bases += findTag(lastMs).base;
  }
  let parts = BigInt(bases) * (CENT / BigInt(SECONDS));
  for (const metric of METRICS) parts += priceUse(life, metric, findTag);
  return Number((2n * parts + CENT) / (2n * CENT));
}

/** The plan that held at a millisecond; in a trial it costs nothing. */
function toTag(changes: Life['changes'], ms: number): PriceTag {
  let planId = 'free';
  changes.forEach((change, at) => {
    const startsMs = change.atMs + change.laterMs;
    const isCalledOff = changes.some((later, place) => place > at && later.atMs < startsMs);
    if (startsMs <= ms && !isCalledOff) ({ planId } = change);
  });
  const tag = PRICE_TAGS[planId] ?? FREE;
  const isTrial = changes.some(({ atMs, trialMs }) => trialMs !== null && atMs <= ms && ms < atMs + trialMs);
  return isTrial ? { ...tag, base: 0, beyond: null } : tag;
}

function priceUse({ rows, createdMs }: Life, metric: Metric, findTag: (ms: number) => PriceTag): bigint {
  const own = rows.filter(({ atMs = 0 }) => atMs >= createdMs).toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  const charged: { price: number; units: number }[] = [];
  let used = 0;
  for (const row of own) {
    const { quota, beyond } = findTag(row.atMs ?? 0);
    const before = used;
    used += count(row, metric);
    const units = Math.max(used - quota[metric], 0) - Math.max(before - quota[metric], 0);
    if (beyond !== null) charged.push({ price: beyond[metric], units });
  }
  let place = 0;
  let parts = 0n;
  // The dearest come first.
  for (const { price, units } of charged.toSorted((a, b) => b.price - a.price)) {
    parts += BigInt(price) * (CENT / 1_000_000n) * BigInt(units);
    parts -= BigInt(price) * (CENT / 100_000_000n) * percentsOff(DISCOUNTS[metric], place, place + units);
    place += units;
  }
  return parts;
}

/** The percents that are off units, by their places among those of the month, added up. */
function percentsOff(steps: (typeof DISCOUNTS)[Metric], from: number, to: number): bigint {
  return steps.reduce((sum, [first, percent], at) => {
    const end = steps[at + 1]?.[0] ?? Infinity;
    return sum + BigInt(Math.max(Math.min(to, end) - Math.max(from, first), 0)) * BigInt(percent);
  }, 0n);
}

function count({ calls = 0, tokensInput = 0, tokensOutput = 0, embeddings = 0 }: Partial<LedgerEntry>, metric: Metric) {
  if (metric === 'tokens') return tokensInput + tokensOutput;
  return metric === 'calls' ? calls : embeddings;
}
