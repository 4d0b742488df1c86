import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { OPERATION_LIST } from '../operations/operations.js';
import { createValidator } from '../testing/create-validator.js';
import { ChangePlanBody, SignupBody, UpdateAccountBody } from './account.js';
import { ApiKeyParams, CreateApiKeyBody, ListApiKeysQuery, RotateApiKeyBody, UpdateApiKeyBody } from './api-key.js';
import {
  AddCreditBody,
  AddUsageCorrectionBody,
  CostsQuery,
  ListOrganizationsQuery,
  UpdateOrganizationBody,
} from './operator.js';
import {
  CreateMemoryBody,
  DeleteAllMemoriesQuery,
  ListMemoriesQuery,
  MemoryParams,
  UpdateMemoryBody,
} from './memory.js';
import { QueryBody } from './query.js';

/** A schema, a valid value to start from, and per field what it takes and what it refuses. */
interface FieldCases {
  readonly schema: object;
  readonly valid: object;
  readonly fields: Readonly<
    Record<string, { readonly takes: readonly unknown[]; readonly refuses: readonly unknown[] }>
  >;
}

const name = {
  takes: ['a', 'x'.repeat(255), 'Ünïcode 😀', '😀'.repeat(255), ' a '],
  refuses: ['', ' ', '\t\n', 'x'.repeat(256), 1, null],
};
const namespace = {
  takes: ['default', 'user:4711', 'a/b.c@d_e-f', 'x'.repeat(128)],
  refuses: ['', ' ', 'a b', 'ä', 'x'.repeat(129), 'a\n', 'a%2f', 7],
};
const namespaces = {
  takes: [null, ['a'], Array.from({ length: 100 }, (_, i) => `n${i}`)],
  refuses: [[], ['a', 'a'], [''], ['a b'], 'a', [null], Array.from({ length: 101 }, (_, i) => `n${i}`)],
};
const ipAllowlist = {
  takes: [null, ['203.0.113.0/24'], ['::'], ['2001:db8::/32', '10.0.0.1']],
  refuses: [[], ['10.0.0.1', '10.0.0.1'], [''], [1], '10.0.0.1', Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`)],
};
const scopes = {
  takes: [['read'], ['read', 'write', 'delete', 'admin'], ['operator']],
  refuses: [[], ['read', 'read'], ['root'], ['READ'], [''], 'read', null, [null]],
};
// Abuse case 23.
const keyDays = { takes: [1, 30, 365, null], refuses: [0, -1, 1.5, 366, 1e9, '30', true] };
const time = {
  takes: ['2026-01-15T10:30:00Z', '2026-01-15T10:30:00.123456+02:00', null],
  refuses: [
    '',
    'yesterday',
    '2026-01-15',
    '2026-13-01T00:00:00Z',
    '2026-01-15T10:30:00',
    1768473000,
    '2026-02-30T00:00:00Z',
  ],
};
const metadata = { takes: [{}, { a: { b: [1, null, 'c'] } }], refuses: [[], 'a', 1, true] };
const text = {
  takes: ['a', ' a ', 'x'.repeat(50_000), '😀'.repeat(50_000)],
  refuses: ['', ' ', '\n\t\u00a0\u3000', 'x'.repeat(50_001), 1, null, ['a'], {}],
};
const PRICE = { cents: 50, per: 1000 };
const page = { takes: [1, 2, 1_000_000], refuses: [0, -1, 1.5, 1e12, 'x'] };
const perPage = { takes: [1, 100], refuses: [0, 101, 2.5, 'x'] };
const id = {
  takes: ['key_abc123', 'mem_01k3zq', 'a', '-', '_'.repeat(100)],
  refuses: ['', 'a b', 'x'.repeat(101), 'ä', 'a/b', '../x', 'a\0'],
};

const CASES: Record<string, FieldCases> = {
  SignupBody: {
    schema: SignupBody,
    valid: { name: 'Harbour Travel', email: 'dana@example.com' },
    fields: {
      name,
      email: {
        takes: ['a@b.co', "o'neil+tag@mail.example.com"],
        refuses: ['', 'dana', 'dana@', '@example.com', 'a b@example.com', `${'x'.repeat(250)}@example.com`, null, 1],
      },
      plan_id: { takes: ['free', null], refuses: ['', 1] },
    },
  },
  ChangePlanBody: {
    schema: ChangePlanBody,
    valid: { plan_id: 'starter' },
    fields: { plan_id: { takes: ['x'.repeat(100)], refuses: ['', 'x'.repeat(101), null, 1] } },
  },
  CostsQuery: {
    schema: CostsQuery,
    valid: {},
    fields: {
      month: { takes: ['2026-01', '2026-12'], refuses: ['', '2026', '2026-13', '2026-1', '2026-01-01', 202601, null] },
      format: { takes: ['csv', 'json'], refuses: ['xml', null] },
    },
  },
  ListOrganizationsQuery: {
    schema: ListOrganizationsQuery,
    valid: {},
    fields: {
      search: { takes: ['a', '%'], refuses: ['', 'x'.repeat(256), 1] },
      plan_id: { takes: ['free'], refuses: ['', 1] },
      page,
      per_page: perPage,
    },
  },
  AddCreditBody: {
    schema: AddCreditBody,
    valid: { amount_cents: 2500, note: 'Sorry' },
    fields: {
      amount_cents: { takes: [1, 1_000_000_000_000], refuses: [0, -1, 1.5, '5', null, 1e13] },
      note: { takes: ['a', 'x'.repeat(255)], refuses: ['', ' ', 'x'.repeat(256), null] },
      expires_at: time,
    },
  },
  AddUsageCorrectionBody: {
    schema: AddUsageCorrectionBody,
    valid: {
      at: '2026-01-15T10:30:00Z',
      endpoint: 'POST /v1/query',
      quantities: { api_calls: -1 },
      reason: 'Sent twice',
    },
    fields: {
      at: { takes: ['2026-01-15T10:30:00.5Z'], refuses: ['2026-01-15', 'yesterday', 1, null] },
      endpoint: { takes: ['GET /v1/usage'], refuses: ['', 'x'.repeat(256), null] },
      api_key_id: { takes: [null, 'key_1'], refuses: ['', 'a b', 1] },
      quantities: {
        takes: [{ api_calls: 1e12 }, { tokens_input: -1e12, embeddings_generated: 0 }],
        refuses: [{}, { api_calls: 1.5 }, { api_calls: '1' }, { api_calls: 2e12 }, { calls: 1 }, null],
      },
      reason: { takes: ['a', 'x'.repeat(255)], refuses: ['', ' ', 'x'.repeat(256), null] },
    },
  },
  UpdateOrganizationBody: {
    schema: UpdateOrganizationBody,
    valid: { is_active: false },
    fields: {
      plan_id: { takes: ['enterprise'], refuses: ['', null] },
      is_active: { takes: [true], refuses: [null, 'false', 0] },
      payment_approved: { takes: [true], refuses: [null, 1] },
      overrides: {
        takes: [
          null,
          { base_price_cents: 0 },
          { quotas: { calls: null, memories_stored: 0 }, limits: {} },
          { limits: { at_once: 1 }, overage: { calls: PRICE, tokens: PRICE, embeddings: PRICE } },
        ],
        refuses: [
          {},
          [],
          { base_price_cents: -1 },
          { base_price_cents: 1.5 },
          { base_price_cents: null },
          { quotas: { call: 1 } },
          { quotas: { calls: -1 } },
          { limits: { per_minute: 0 } },
          { overage: { calls: PRICE } },
          { overage: { calls: PRICE, tokens: PRICE, embeddings: { cents: 1, per: 0 } } },
        ],
      },
      add_ons: {
        takes: [[], ['a']],
        refuses: [null, ['a', 'a'], [''], 'a', Array.from({ length: 21 }, (_, i) => `${i}`)],
      },
      price_lock: {
        takes: [null, { until: '2027-01-01T00:00:00Z' }],
        refuses: [{}, { until: 'soon' }, '2027-01-01T00:00:00Z', { until: null }],
      },
    },
  },
  UpdateAccountBody: { schema: UpdateAccountBody, valid: { name: 'Harbour' }, fields: { name } },
  CreateApiKeyBody: {
    schema: CreateApiKeyBody,
    valid: {},
    fields: {
      name,
      environment: { takes: ['live', 'test'], refuses: ['', 'prod', 'LIVE', null] },
      scopes,
      expires_in_days: keyDays,
      namespaces,
      ip_allowlist: ipAllowlist,
    },
  },
  UpdateApiKeyBody: {
    schema: UpdateApiKeyBody,
    valid: { name: 'a' },
    fields: { name, scopes, namespaces, ip_allowlist: ipAllowlist },
  },
  RotateApiKeyBody: {
    schema: RotateApiKeyBody,
    valid: {},
    fields: {
      grace_period_hours: { takes: [0, 24, 168], refuses: [-1, 169, 0.5, '24', null] },
      expires_in_days: keyDays,
    },
  },
  ListApiKeysQuery: {
    schema: ListApiKeysQuery,
    valid: {},
    fields: { page, per_page: perPage, environment: { takes: ['live', 'test'], refuses: ['', 'all'] } },
  },
  ApiKeyParams: { schema: ApiKeyParams, valid: { key_id: 'key_1' }, fields: { key_id: id } },
  MemoryParams: { schema: MemoryParams, valid: { memory_id: 'mem_1' }, fields: { memory_id: id } },
  CreateMemoryBody: {
    schema: CreateMemoryBody,
    valid: { text: 'User prefers tea' },
    fields: {
      text,
      metadata: { takes: [...metadata.takes, null], refuses: metadata.refuses },
      memory_id: { takes: [...id.takes, null], refuses: id.refuses },
      namespace: { takes: [...namespace.takes, null], refuses: namespace.refuses },
      session_id: { takes: ['s', 'x'.repeat(255), 'any text, ünïcode too', null], refuses: ['', 'x'.repeat(256), 1] },
      occurred_at: time,
      expires_at: time,
      expires_in_days: { takes: [1, 36_500, null], refuses: [0, -1, 1.5, 36_501, '1'] },
    },
  },
  UpdateMemoryBody: {
    schema: UpdateMemoryBody,
    valid: { text: 'a' },
    fields: { text, metadata: { takes: metadata.takes, refuses: [...metadata.refuses, null] } },
  },
  ListMemoriesQuery: {
    schema: ListMemoriesQuery,
    valid: {},
    fields: {
      page,
      per_page: perPage,
      namespace,
      cursor: { takes: ['a'], refuses: ['', 'x'.repeat(1001)] },
      session_id: { takes: ['s'], refuses: ['', 'x'.repeat(256)] },
      metadata_filter: { takes: ['{"category":"preference"}'], refuses: ['', '{', 'x'.repeat(10_001)] },
    },
  },
  DeleteAllMemoriesQuery: {
    schema: DeleteAllMemoriesQuery,
    valid: {},
    fields: { confirm: { takes: [true, false], refuses: ['yes', 1, null] }, namespace },
  },
  QueryBody: {
    schema: QueryBody,
    valid: { context: 'What does the user drink?' },
    fields: {
      context: text,
      max_memories: { takes: [1, 100], refuses: [0, 101, 1.5, '20', null] },
      relevance_threshold: { takes: [0, 0.5, 1], refuses: [-0.01, 1.01, '0.5', null] },
      include_metadata: { takes: [true, false], refuses: ['true', 1, null] },
      metadata_filter: { takes: [...metadata.takes, null], refuses: metadata.refuses },
      namespace: { takes: [...namespace.takes, null], refuses: namespace.refuses },
      reference_time: time,
      explain: { takes: [true, false], refuses: ['true', 1, null] },
    },
  },
};

describe.each(Object.entries(CASES))('%s', (_, { schema, valid, fields }) => {
  const faultsOf = createValidator(schema);

  it('takes the plainest valid value', () => {
    expect(faultsOf(valid)).toEqual([]);
  });

  for (const [field, { takes, refuses }] of Object.entries(fields)) {
    it.each(takes.map((value) => [JSON.stringify(value)?.slice(0, 60), value]))(
      `takes ${field}: %s`,
      (_label, value) => {
        expect(faultsOf({ ...valid, [field]: value })).toEqual([]);
      },
    );

    it.each(refuses.map((value) => [JSON.stringify(value)?.slice(0, 60), value]))(
      `refuses ${field}: %s, at that field`,
      (_label, value) => {
        const faults = faultsOf({ ...valid, [field]: value });
        expect(faults.length).toBeGreaterThan(0);
        for (const fault of faults) expect(fault.startsWith(`/${field}`)).toBe(true);
      },
    );
  }

  it('refuses fields that nobody may set (abuse case 36)', () => {
    const all = ['org_id', 'plan', 'is_active', 'key_hash', 'id', '__proto__x', 'Name', ''];
    for (const field of all.filter((name) => !Object.hasOwn(fields, name))) {
      expect(faultsOf({ ...valid, [field]: 'x' })).toEqual(['additionalProperties']);
    }
  });

  it('refuses what is no object', () => {
    for (const value of [null, [], 'text', 1, true]) expect(faultsOf(value).length).toBeGreaterThan(0);
  });
});

describe('every request schema', () => {
  // What Stripe sends is for it to say.
  const ours = OPERATION_LIST.filter(({ id }) => id !== 'receiveStripeEvent');
  const schemas = ours.flatMap(({ id, params, query, body, documentedBody }) =>
    Object.entries({ params, query, body, documentedBody }).flatMap(([part, schema]) =>
      schema === undefined ? [] : [[`${id} ${part}`, schema] as const],
    ),
  );

  it.each(schemas)('%s refuses an unknown field, whatever its name', (_, schema) => {
    const faultsOf = createValidator(schema);
    const known = Object.keys(Reflect.get(schema, 'properties'));
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (field, value) => {
        fc.pre(!known.includes(field) && field !== '__proto__');
        expect(faultsOf({ [field]: value })).toContain('additionalProperties');
      }),
      { numRuns: 50 },
    );
  });

  it.each(schemas.filter(([label]) => label.endsWith('body')))(
    '%s says of a value of the wrong type just that, not each way in which it could have been right',
    (_, schema) => {
      const faultsOf = createValidator(schema);
      for (const field of Object.keys(Reflect.get(schema, 'properties'))) {
        const faults = faultsOf({ [field]: Symbol('wrong') }).filter((fault) => fault.startsWith(`/${field}`));
        expect(faults.filter((fault) => !fault.endsWith(' enum'))).toEqual([`/${field} type`]);
      }
    },
  );
});

describe('changes', () => {
  it.each([
    ['UpdateAccountBody', UpdateAccountBody],
    ['UpdateApiKeyBody', UpdateApiKeyBody],
    ['UpdateOrganizationBody', UpdateOrganizationBody],
    ['UpdateMemoryBody', UpdateMemoryBody],
  ])('%s has to change something', (_, schema) => {
    expect(createValidator(schema)({})).toEqual(['minProperties']);
  });
});

describe('required fields', () => {
  it('are named, each of them', () => {
    expect(createValidator(SignupBody)({})).toEqual(['required', 'required']);
    expect(createValidator(CreateMemoryBody)({})).toEqual(['required']);
    expect(createValidator(QueryBody)({})).toEqual(['required']);
  });
});
