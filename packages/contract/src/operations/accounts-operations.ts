import {
  Account,
  AuditLog,
  ChangePlanBody,
  ListAuditLogQuery,
  SignupBody,
  UpdateAccountBody,
} from '../schemas/account.js';
import { CreatedApiKey } from '../schemas/api-key.js';
import { EXAMPLE_ACCOUNT, EXAMPLE_CREATED_KEY, EXAMPLE_IDS } from './examples.js';
import {
  BODY_ERRORS,
  IDEMPOTENCY_ERRORS,
  JSON_BODY,
  NO_BODY,
  SCOPE_ERRORS,
  STORAGE_ERRORS,
  type Operation,
} from './operation.js';

/** Operations of the room `accounts`: signup, the organization, its audit log. */
export const ACCOUNTS_OPERATIONS = {
  signUp: {
    method: 'POST',
    path: '/v1/signup',
    aliases: ['/signup'],
    summary: 'Sign up',
    description:
      'Makes an organization and its first API key: `Default Key`, live, with all four scopes and without expiry. Needs no key. Also at `/signup`. The key is shown in this answer and never again. Five signups an hour from one address; a server may be closed to signups.',
    tag: 'accounts',
    scope: null,
    idempotent: false,
    contentTypes: JSON_BODY,
    body: SignupBody,
    response: {
      status: 201,
      schema: CreatedApiKey,
      description: 'The organization exists; `key` is its first API key.',
      headers: ['Cache-Control'],
    },
    errors: [...BODY_ERRORS, 'EMAIL_EXISTS', 'SIGNUP_CLOSED', 'RATE_LIMIT_EXCEEDED', ...STORAGE_ERRORS],
    examples: {
      bodies: {
        signup: { summary: 'Sign up', value: { name: 'Harbour Travel', email: 'dana@example.com' } },
      },
      response: { ...EXAMPLE_CREATED_KEY, name: 'Default Key', scopes: ['read', 'write', 'delete', 'admin'] },
    },
  },
  getAccount: {
    method: 'GET',
    path: '/v1/account',
    summary: 'Get the account',
    description: 'The organization that the key belongs to, and its plan. Needs a live key.',
    tag: 'accounts',
    scope: 'read',
    liveKeyOnly: true,
    idempotent: false,
    contentTypes: NO_BODY,
    response: { status: 200, schema: Account, description: 'The organization.' },
    errors: SCOPE_ERRORS,
    examples: { response: EXAMPLE_ACCOUNT },
  },
  updateAccount: {
    method: 'PATCH',
    path: '/v1/account',
    summary: 'Change the account',
    description: 'Changes the name, the email address, or both. What is left out stays. Needs a live key.',
    tag: 'accounts',
    scope: 'admin',
    liveKeyOnly: true,
    idempotent: true,
    contentTypes: JSON_BODY,
    body: UpdateAccountBody,
    response: {
      status: 200,
      schema: Account,
      description: 'The organization after the change.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...SCOPE_ERRORS, ...BODY_ERRORS, ...IDEMPOTENCY_ERRORS, 'EMAIL_EXISTS'],
    examples: {
      bodies: { rename: { summary: 'Change the name', value: { name: 'Harbour Travel GmbH' } } },
      response: { ...EXAMPLE_ACCOUNT, name: 'Harbour Travel GmbH' },
    },
  },
  changePlan: {
    method: 'POST',
    path: '/v1/account/plan',
    summary: 'Take another plan',
    description:
      'Takes a plan that customers may take. A dearer one holds at once; any other from the end of the billing period on (the first of the next month, UTC), and until then `next_plan` shows it. Taking the present plan again calls off what was taken for later. On a server that bills, a plan that costs something needs a means of payment or a trial; a trial without a means of payment ends on the default plan. Needs a live key.',
    tag: 'accounts',
    scope: 'admin',
    liveKeyOnly: true,
    idempotent: true,
    contentTypes: JSON_BODY,
    body: ChangePlanBody,
    response: {
      status: 200,
      schema: Account,
      description: 'The organization after the change.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...SCOPE_ERRORS, ...BODY_ERRORS, ...IDEMPOTENCY_ERRORS, 'PAYMENT_METHOD_REQUIRED'],
    examples: {
      bodies: { starter: { summary: 'Take starter', value: { plan_id: 'starter' } } },
      response: {
        ...EXAMPLE_ACCOUNT,
        plan: {
          id: 'starter',
          name: 'Starter',
          description: 'For a first product.',
          base_price_cents: 4900,
          billing_period: 'monthly',
        },
        trial_ends_at: '2026-01-29T10:30:00.000Z',
      },
    },
  },
  listAuditLog: {
    method: 'GET',
    path: '/v1/account/audit-log',
    summary: 'Read the audit log',
    description:
      'Who did what to the account and its keys, when, and from where; newest first. Entries are never changed or removed. Needs a live key.',
    tag: 'accounts',
    scope: 'admin',
    liveKeyOnly: true,
    idempotent: false,
    contentTypes: NO_BODY,
    query: ListAuditLogQuery,
    response: { status: 200, schema: AuditLog, description: 'A page of the log.', paginated: true },
    errors: SCOPE_ERRORS,
    examples: {
      response: [
        {
          id: EXAMPLE_IDS.auditEntry,
          action: 'api_key.created',
          target_id: EXAMPLE_IDS.key,
          key_id: EXAMPLE_IDS.otherKey,
          environment: 'live',
          ip: '203.0.113.7',
          request_id: EXAMPLE_IDS.request,
          details: { name: 'Booking service', scopes: ['read', 'write'] },
          created_at: '2026-01-15T10:30:00.000Z',
        },
      ],
    },
  },
} as const satisfies Record<string, Operation>;
