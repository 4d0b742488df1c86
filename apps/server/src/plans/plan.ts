/** What is counted over a period and has a price beyond the quota. */
export type Metric = 'calls' | 'tokens' | 'embeddings';

/** A price of `per` units, in cents; each single unit costs its exact share. */
export interface UnitPrice {
  readonly cents: number;
  readonly per: number;
}

/** What an organization may use, and what it pays for that. Prices are whole cents. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Who may take it: anybody at signup, a customer who is there already, or the operator alone. */
  readonly availableTo: 'signup' | 'customer' | 'operator';
  /** Price of a billing period; null: negotiated. */
  readonly basePriceCents: number | null;
  readonly billingPeriod: 'monthly';
  readonly trialDays: number;
  /** What a billing period holds, and how many memories may be stored at a time; null: unlimited. */
  readonly quotas: { readonly [Name in Metric | 'memoriesStored']: number | null };
  /** Requests of an organization and environment in a minute, in a day (UTC) and at once; null: unlimited. */
  readonly limits: {
    readonly perMinute: number | null;
    readonly perDay: number | null;
    readonly atOnce: number | null;
  };
  /** Prices of what goes beyond the quotas; null: it is refused instead. Memories beyond theirs are refused always. */
  readonly overage: { readonly [Name in Metric]: UnitPrice } | null;
}

/** The plan of whoever runs the server, and of everybody while billing is off. No file can take it away or limit it. */
export const SELF_HOSTED_PLAN: Plan = {
  id: 'self-hosted',
  name: 'Self-hosted',
  description: 'No limits, no quotas, no price: for whoever runs the server.',
  availableTo: 'operator',
  basePriceCents: 0,
  billingPeriod: 'monthly',
  trialDays: 0,
  quotas: { calls: null, tokens: null, embeddings: null, memoriesStored: null },
  limits: { perMinute: null, perDay: null, atOnce: null },
  overage: null,
};
