import {
  AddCreditBody,
  AddUsageCorrectionBody,
  CostsQuery,
  ListOrganizationsQuery,
  OperatorCredit,
  OperatorOrganization,
  OperatorOrganizationList,
  OrganizationParams,
  UpdateOrganizationBody,
  UsageCorrection,
} from '../schemas/operator.js';
import { UsageExport } from '../schemas/usage.js';
import { EXAMPLE_IDS } from './examples.js';
import { BODY_ERRORS, IDEMPOTENCY_ERRORS, JSON_BODY, KEY_ERRORS, NO_BODY, type Operation } from './operation.js';

// To every other key these paths aren't there: no 403, and nothing of them in the document for customers.
const OPERATOR_ERRORS = [...KEY_ERRORS, 'NOT_FOUND'] as const;
const forOperator = { tag: 'accounts', scope: 'operator', documented: false } as const;
const params = { org_id: EXAMPLE_IDS.organization } as const;

const PRICES = {
  calls: { cents: 50, per: 1000 },
  tokens: { cents: 500, per: 1_000_000 },
  embeddings: { cents: 20, per: 1000 },
} as const;
const EXAMPLE_ORGANIZATION = {
  org_id: EXAMPLE_IDS.organization,
  name: 'Harbour Travel',
  email: 'dana@example.com',
  is_active: true,
  is_owner: false,
  created_at: '2026-01-15T10:00:00.000Z',
  plan: { id: 'starter', name: 'Starter' },
  next_plan: null,
  trial_ends_at: null,
  payment_approved: true,
  overrides: { plan_id: 'starter', quotas: { calls: 20_000 }, limits: { per_minute: 120 } },
  add_ons: [],
  price_lock: { plan_id: 'starter', until: '2027-01-01T00:00:00.000Z', base_price_cents: 4900, overage: PRICES },
  in_effect: {
    base_price_cents: 4900,
    quotas: { calls: 20_000, tokens: 1_000_000, embeddings: 10_000, memories_stored: 10_000 },
    limits: { per_minute: 120, per_day: 5000, at_once: 5 },
    overage: PRICES,
  },
} as const;

/** Operations of whoever runs the server. */
export const OPERATOR_OPERATIONS = {
  listOrganizations: {
    ...forOperator,
    method: 'GET',
    path: '/v1/operator/organizations',
    summary: 'List organizations',
    description: 'Every organization of the server, newest first, or those that a search finds.',
    idempotent: false,
    contentTypes: NO_BODY,
    query: ListOrganizationsQuery,
    response: {
      status: 200,
      schema: OperatorOrganizationList,
      description: 'A page of organizations.',
      paginated: true,
    },
    errors: OPERATOR_ERRORS,
    examples: { response: [EXAMPLE_ORGANIZATION] },
  },
  getOrganization: {
    ...forOperator,
    method: 'GET',
    path: '/v1/operator/organizations/{org_id}',
    summary: 'Read an organization',
    description: 'One organization, with what was agreed with it and what holds for it at present.',
    idempotent: false,
    contentTypes: NO_BODY,
    params: OrganizationParams,
    response: { status: 200, schema: OperatorOrganization, description: 'The organization.' },
    errors: OPERATOR_ERRORS,
    examples: { params, response: EXAMPLE_ORGANIZATION },
  },
  updateOrganization: {
    ...forOperator,
    method: 'PATCH',
    path: '/v1/operator/organizations/{org_id}',
    summary: 'Change an organization',
    description:
      'Changes its plan, what was agreed with it, or whether it is switched on; all of it holds at once. What is left out stays. Every change is in the audit log of the organization.',
    idempotent: true,
    contentTypes: JSON_BODY,
    params: OrganizationParams,
    body: UpdateOrganizationBody,
    response: {
      status: 200,
      schema: OperatorOrganization,
      description: 'The organization after the change.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...OPERATOR_ERRORS, ...BODY_ERRORS, ...IDEMPOTENCY_ERRORS],
    examples: {
      params,
      bodies: {
        agreed: {
          summary: 'More calls, at the present prices',
          value: {
            overrides: { quotas: { calls: 20_000 }, limits: { per_minute: 120 } },
            price_lock: { until: '2027-01-01T00:00:00Z' },
          },
        },
      },
      response: EXAMPLE_ORGANIZATION,
    },
  },
  addCredit: {
    ...forOperator,
    method: 'POST',
    path: '/v1/operator/organizations/{org_id}/credits',
    summary: 'Give a credit',
    description:
      'Gives an organization money for its invoices, which take it by themselves: what is lost soonest first. It is in the audit log of the organization.',
    idempotent: true,
    contentTypes: JSON_BODY,
    params: OrganizationParams,
    body: AddCreditBody,
    response: {
      status: 201,
      schema: OperatorCredit,
      description: 'The credit.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...OPERATOR_ERRORS, ...BODY_ERRORS, ...IDEMPOTENCY_ERRORS],
    examples: {
      params,
      bodies: {
        sorry: {
          summary: 'For an outage',
          value: { amount_cents: 2500, note: 'Outage of 12 January', expires_at: '2027-01-01T00:00:00Z' },
        },
      },
      response: {
        id: 'crd_01k3zqb4d6f8h0j2m4p6r8t0v2',
        org_id: EXAMPLE_IDS.organization,
        amount_cents: 2500,
        note: 'Outage of 12 January',
        expires_at: '2027-01-01T00:00:00.000Z',
        created_at: '2026-01-15T10:30:00.000Z',
      },
    },
  },
  addUsageCorrection: {
    ...forOperator,
    method: 'POST',
    path: '/v1/operator/organizations/{org_id}/usage-corrections',
    summary: 'Correct what was counted',
    description:
      'Adds a row to the live ledger of an organization, of this month or the one before; no row that is there changes, and no invoice that was issued. Usage, history and export show it at its time. An invoice that is still to come asks for it; where it was issued, the next one has a line for what was missing, or takes a credit for what was too much. It is in the audit log of the organization.',
    idempotent: true,
    contentTypes: JSON_BODY,
    params: OrganizationParams,
    body: AddUsageCorrectionBody,
    response: {
      status: 201,
      schema: UsageCorrection,
      description: 'The correction.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...OPERATOR_ERRORS, ...BODY_ERRORS, ...IDEMPOTENCY_ERRORS, 'CORRECTION_BELOW_ZERO'],
    examples: {
      params,
      bodies: {
        loop: {
          summary: 'Calls of a fault on our side',
          value: {
            at: '2026-01-14T09:00:00Z',
            endpoint: 'POST /v1/query',
            quantities: { api_calls: -1200 },
            reason: 'Our load balancer sent them twice',
          },
        },
      },
      response: {
        id: 'req_01k3zqb4d6f8h0j2m4p6r8t0v2',
        org_id: EXAMPLE_IDS.organization,
        at: '2026-01-14T09:00:00.000Z',
        endpoint: 'POST /v1/query',
        api_key_id: null,
        quantities: { api_calls: -1200 },
        reason: 'Our load balancer sent them twice',
        created_at: '2026-01-15T10:30:00.000Z',
      },
    },
  },
  getCosts: {
    ...forOperator,
    method: 'GET',
    path: '/v1/operator/costs',
    summary: 'What organizations bring and cost',
    description:
      'A file with a line for each organization: what it brought in a month, and what its requests took and cost by the rates in the file of plans. A JSON list, or CSV with a header (cells that a spreadsheet would take for a formula begin with an apostrophe). The body comes without the envelope.',
    idempotent: false,
    contentTypes: NO_BODY,
    query: CostsQuery,
    response: {
      status: 200,
      schema: UsageExport,
      description: 'The file.',
      bare: true,
      contentType: 'application/json',
    },
    errors: OPERATOR_ERRORS,
    examples: { response: '[]\n' },
  },
} as const satisfies Record<string, Operation>;
