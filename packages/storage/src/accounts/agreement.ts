/** Prices of what goes beyond the quotas: `per` units cost so many cents, each its exact share. */
export type AgreedPrices = {
  readonly [Name in 'calls' | 'tokens' | 'embeddings']: { readonly cents: number; readonly per: number };
};

/** What holds for one organization instead of what its plan says. What is left out is as the plan says. */
export type Overrides = {
  /** The plan that they were agreed for: on another one they don't hold. */
  readonly planId: string;
  /** Price of a whole period in cents; null: as the plan says. */
  readonly basePriceCents: number | null;
  /** Null: unlimited. */
  readonly quotas: { readonly [Name in 'calls' | 'tokens' | 'embeddings' | 'memoriesStored']?: number | null };
  /** Null: none. */
  readonly limits: { readonly [Name in 'perMinute' | 'perDay' | 'atOnce']?: number | null };
  /** Null: as the plan says. */
  readonly overage: AgreedPrices | null;
};

/** Prices that hold until a moment, however the plan's become dearer. Cents, epoch milliseconds. */
export type PriceLock = {
  /** The plan that they are prices of: on another one they don't hold. */
  readonly planId: string;
  /** When they end. */
  readonly untilMs: number;
  /** Price of a whole period. */
  readonly basePriceCents: number;
  /** Null: overage isn't locked. */
  readonly overage: AgreedPrices | null;
};

/** What was agreed with one organization beside its plan. */
export type Agreement = {
  /** Null: everything is as the plan says. */
  readonly overrides: Overrides | null;
  /** Ids of what was bought beside the plan, as the file of plans lists it. */
  readonly addOnIds: readonly string[];
  /** Null: prices follow the file of plans. */
  readonly priceLock: PriceLock | null;
};
