// Invented values, used by all examples. The keys have a wrong checksum on purpose: nobody's
// scanner for leaked keys shall find one in our documentation, and no server will take them.

/** Ids of the examples. */
export const EXAMPLE_IDS = {
  organization: 'org_01k3zq8v5n7r2t4w6y8a0c1e3g',
  key: 'key_01k3zq8v5n7r2t4w6y8a0c1e3h',
  otherKey: 'key_01k3zq9x1m3p5r7t9v1x3z5b7d',
  memory: 'mem_01k3zqa2b4d6f8h0j2m4p6r8t0',
  otherMemory: 'seat-preference',
  auditEntry: 'aud_01k3zqb4d6f8h0j2m4p6r8t0v2',
  request: 'req_01k3zqc6f8h0j2m4p6r8t0v2x4',
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
