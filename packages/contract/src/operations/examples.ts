// Invented values, used by all examples. The keys have a wrong checksum on purpose: nobody's
// scanner for leaked keys shall find one in our documentation, and no server will take them.

/** Ids of the examples. */
export const EXAMPLE_IDS = {
  organization: 'org_01k3zq8v5n7r2t4w6y8a0c1e3g',
  key: 'key_01k3zq8v5n7r2t4w6y8a0c1e3h',
  otherKey: 'key_01k3zq9x1m3p5r7t9v1x3z5b7d',
  memory: 'mem_01k3zqa2b4d6f8h0j2m4p6r8t0',
  otherMemory: 'seat-preference',
  event: 'evt_01k3zqb4d6f8h0j2m4p6r8t0v4',
  auditEntry: 'aud_01k3zqb4d6f8h0j2m4p6r8t0v2',
  request: 'req_01k3zqc6f8h0j2m4p6r8t0v2x4',
  invoice: 'inv_01k3zqd8h0j2m4p6r8t0v2x4z6',
} as const;

/** A key of the examples, as the answer that makes it shows it. */
export const EXAMPLE_CREATED_KEY = {
  id: EXAMPLE_IDS.key,
  name: 'Booking service',
  key: 'mem_live_EXAMPLEEXAMPLEEXAMPLEEXAMPLEEX000000ab',
  key_prefix: 'mem_live_EXAMPL…',
  environment: 'live',
  scopes: ['read', 'write'],
  namespaces: null,
  ip_allowlist: null,
  created_at: '2026-01-15T10:30:00.000Z',
  expires_at: null,
} as const;

/** The same key, as lists show it. */
export const EXAMPLE_KEY = {
  id: EXAMPLE_IDS.key,
  name: 'Booking service',
  key_prefix: 'mem_live_EXAMPL…',
  environment: 'live',
  scopes: ['read', 'write'],
  namespaces: null,
  ip_allowlist: null,
  is_active: true,
  created_at: '2026-01-15T10:30:00.000Z',
  expires_at: null,
  last_used_at: '2026-01-20T08:12:00.000Z',
  revoked_at: null,
  rotated_to: null,
  grace_until: null,
} as const;

/** A memory of the examples. */
export const EXAMPLE_MEMORY = {
  id: EXAMPLE_IDS.memory,
  text: 'User prefers window seats on long flights',
  metadata: { category: 'preference' },
  namespace: 'user:4711',
  session_id: 'chat-2026-01-15',
  occurred_at: '2026-01-15T10:29:40.000Z',
  expires_at: null,
  version: 1,
  created_at: '2026-01-15T10:30:00.000Z',
  updated_at: '2026-01-15T10:30:00.000Z',
} as const;

/** The organization of the examples. */
export const EXAMPLE_ACCOUNT = {
  org_id: EXAMPLE_IDS.organization,
  name: 'Harbour Travel',
  email: 'dana@example.com',
  plan: {
    id: 'self-hosted',
    name: 'Self-hosted',
    description: 'No limit, no quota, no price: for who runs the server.',
    base_price_cents: 0,
    billing_period: 'monthly',
  },
  next_plan: null,
  trial_ends_at: null,
  is_active: true,
  created_at: '2026-01-15T10:00:00.000Z',
} as const;

/** An invoice of the examples: starter for January, some calls beyond its quota, a credit. */
export const EXAMPLE_INVOICE = {
  id: EXAMPLE_IDS.invoice,
  number: 3,
  status: 'issued',
  period: '2026-01',
  period_start: '2026-01-01T00:00:00.000Z',
  period_end: '2026-02-01T00:00:00.000Z',
  currency: 'usd',
  lines: [
    { kind: 'base', description: 'Starter', quantity: null, amount_cents: 4900 },
    { kind: 'overage', description: 'API calls beyond those of Starter', quantity: 2400, amount_cents: 120 },
    { kind: 'credit', description: 'Sorry for the outage', quantity: null, amount_cents: -500 },
  ],
  base_price_cents: 4900,
  add_ons_cents: 0,
  overage_cents: 120,
  discounts_cents: 0,
  corrections_cents: 0,
  credits_cents: -500,
  total_cents: 4520,
  issued_at: '2026-02-01T01:00:00.000Z',
  paid_at: null,
  voided_at: null,
} as const;
