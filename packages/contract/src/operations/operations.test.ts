import { describe, expect, it } from 'vitest';

import { ERRORS, isErrorCode } from '../errors.js';
import { createValidator } from '../testing/create-validator.js';
import { OPERATIONS, OPERATION_LIST, isOperationId, toFastifyPath } from './operations.js';

// The map from routes to scopes: a change here changes who may do what.
const PINNED = `
getHealth GET /health none aliases /v1/health
getLiveness GET /livez none
getReadiness GET /readyz none
getMetrics GET /metrics none
getOpenApiDocument GET /openapi.json none
getWelcome GET / none
getDocs GET /docs none
getErrorDocs GET /docs/errors none
signUp POST /v1/signup none aliases /signup
getAccount GET /v1/account read live
updateAccount PATCH /v1/account admin live idempotent
changePlan POST /v1/account/plan admin live idempotent
listAuditLog GET /v1/account/audit-log admin live
listApiKeys GET /v1/account/api-keys admin
createApiKey POST /v1/account/api-keys admin idempotent
getCurrentApiKey GET /v1/account/api-keys/current any
getApiKey GET /v1/account/api-keys/{key_id} admin
updateApiKey PATCH /v1/account/api-keys/{key_id} admin idempotent
rotateApiKey POST /v1/account/api-keys/{key_id}/rotate admin idempotent
revokeApiKey DELETE /v1/account/api-keys/{key_id} admin idempotent
createMemory POST /v1/memories write idempotent
listMemories GET /v1/memories read
countMemories GET /v1/memories/count read
getMemory GET /v1/memories/{memory_id} read
updateMemory PUT /v1/memories/{memory_id} write idempotent
deleteMemory DELETE /v1/memories/{memory_id} delete idempotent
deleteAllMemories DELETE /v1/memories delete idempotent
queryMemories POST /v1/query read
getUsage GET /v1/usage read
getUsageHistory GET /v1/usage/history read
getUsageProjection GET /v1/usage/projection read
listUsageAlerts GET /v1/usage/alerts read live
exportUsage GET /v1/usage/export read
previewInvoice GET /v1/billing/preview read live
listInvoices GET /v1/billing/invoices read live
getInvoice GET /v1/billing/invoices/{invoice_id} read live
listOrganizationInvoices GET /v1/operator/organizations/{org_id}/invoices operator
markInvoicePaid POST /v1/operator/organizations/{org_id}/invoices/{invoice_id}/paid operator idempotent
voidInvoice POST /v1/operator/organizations/{org_id}/invoices/{invoice_id}/void operator idempotent
reissueInvoice POST /v1/operator/organizations/{org_id}/invoices/{invoice_id}/reissue operator idempotent
createCheckout POST /v1/billing/checkout admin live
receiveStripeEvent POST /v1/billing/stripe-webhook none
listOrganizations GET /v1/operator/organizations operator
getOrganization GET /v1/operator/organizations/{org_id} operator
updateOrganization PATCH /v1/operator/organizations/{org_id} operator idempotent
addCredit POST /v1/operator/organizations/{org_id}/credits operator idempotent
addUsageCorrection POST /v1/operator/organizations/{org_id}/usage-corrections operator idempotent
getCosts GET /v1/operator/costs operator
`;

const each = OPERATION_LIST.map((operation) => [operation.id, operation] as const);

describe('the table of operations', () => {
  it('maps exactly these routes to these scopes', () => {
    const lines = OPERATION_LIST.map(({ id, method, path, scope, liveKeyOnly, idempotent, aliases }) =>
      [
        id,
        method,
        path,
        scope ?? 'none',
        liveKeyOnly === true ? 'live' : '',
        idempotent ? 'idempotent' : '',
        aliases === undefined ? '' : `aliases ${aliases.join(' ')}`,
      ]
        .filter((word) => word !== '')
        .join(' '),
    );
    expect(lines).toEqual(PINNED.trim().split('\n'));
  });

  it('has no route twice, aliases included', () => {
    const routes = OPERATION_LIST.flatMap(({ method, path, aliases = [] }) =>
      [path, ...aliases].map((one) => `${method} ${one}`),
    );
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('opens nothing below /v1 without a key but health, signup and a signed webhook', () => {
    const open = OPERATION_LIST.filter(({ scope }) => scope === null).flatMap(({ path, aliases = [] }) => [
      path,
      ...aliases,
    ]);
    expect(open.filter((path) => path.startsWith('/v1'))).toEqual([
      '/v1/health',
      '/v1/signup',
      '/v1/billing/stripe-webhook',
    ]);
  });
});

describe.each(each)('%s', (_, operation) => {
  const { params, query, body, documentedBody, examples, response, errors } = operation;

  it('says what it does, in sentences', () => {
    expect(operation.summary).toMatch(/^[A-Z][^.\n]{3,60}$/);
    expect(operation.description).toMatch(/^[A-Z].{20,}\.$/s);
    expect(response.description).toMatch(/^[A-Z].*\.$/);
  });

  it('names its errors: codes of the registry, with those that can always happen', () => {
    for (const code of errors) expect(isErrorCode(code)).toBe(true);
    expect(errors).toEqual(expect.arrayContaining(['INTERNAL_ERROR', 'VALIDATION_ERROR', 'HEADERS_TOO_LARGE']));
  });

  it('can refuse a missing key exactly where it wants one', () => {
    expect(errors.includes('INVALID_API_KEY_FORMAT')).toBe(operation.scope !== null);
    const isScoped = ![null, 'any', 'operator'].includes(operation.scope);
    expect(errors.includes('INSUFFICIENT_PERMISSIONS')).toBe(isScoped);
  });

  it('is not there for other keys, nor in the document for customers, exactly where it is for the operator', () => {
    const isForOperator = operation.scope === 'operator';
    expect(errors.some((code) => code === 'NOT_FOUND')).toBe(isForOperator);
    expect(operation.path.startsWith('/v1/operator/')).toBe(isForOperator);
    if (isForOperator) expect(operation.documented).toBe(false);
  });

  it('accepts Idempotency-Key exactly where its errors say so, and only on writes', () => {
    expect(errors.includes('IDEMPOTENCY_KEY_REUSED')).toBe(operation.idempotent);
    expect(operation.idempotent && operation.method === 'GET').toBe(false);
  });

  it('reads a body of JSON, also under the label of curl -d, or none', () => {
    const types = body === undefined ? [] : ['application/json', 'application/x-www-form-urlencoded'];
    expect(operation.contentTypes).toEqual(types);
    expect(errors.includes('PAYLOAD_TOO_LARGE')).toBe(body !== undefined);
  });

  it('declares each parameter of its path', () => {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(params === undefined ? {} : Reflect.get(params, 'properties'))).toEqual(inPath);
    expect(Object.keys(examples.params ?? {})).toEqual(inPath);
  });

  it('has examples that are valid by its schemas', () => {
    if (params !== undefined) expect(createValidator(params)(examples.params)).toEqual([]);
    if (query !== undefined) expect(createValidator(query)({})).toEqual([]);
    expect(createValidator(response.schema)(examples.response)).toEqual([]);
    if (response.otherStatus !== undefined) {
      expect(createValidator(response.schema)(response.otherStatus.example)).toEqual([]);
    }
    if (response.otherContent !== undefined) {
      expect(createValidator(response.otherContent.schema)(response.otherContent.example)).toEqual([]);
    }
    expect(Object.keys(examples.bodies ?? {}).length > 0).toBe(body !== undefined);
    for (const { value } of Object.values(examples.bodies ?? {})) {
      expect(createValidator(body ?? {})(value)).toEqual([]);
      expect(createValidator(documentedBody ?? body ?? {})(value)).toEqual([]);
    }
  });

  it('succeeds with 201 where it makes something, else with 200', () => {
    const makes =
      operation.method === 'POST' &&
      !['queryMemories', 'changePlan', 'markInvoicePaid', 'voidInvoice', 'receiveStripeEvent'].includes(operation.id);
    expect(response.status).toBe(makes ? 201 : 200);
    expect(errors.every((code) => ERRORS[code].status !== response.status)).toBe(true);
  });

  it('trims only texts that its body has', () => {
    const fields = Object.keys(body === undefined ? {} : Reflect.get(body, 'properties'));
    for (const field of operation.trimmedFields ?? []) expect(fields).toContain(field);
  });
});

describe('toFastifyPath', () => {
  it('writes parameters with a colon', () => {
    expect(toFastifyPath('/v1/account/api-keys/{key_id}/rotate')).toBe('/v1/account/api-keys/:key_id/rotate');
    expect(toFastifyPath('/{a}/{b_c}')).toBe('/:a/:b_c');
    expect(toFastifyPath('/health')).toBe('/health');
  });
});

describe('isOperationId', () => {
  it('knows the ids of the table only', () => {
    for (const id of Object.keys(OPERATIONS)) expect(isOperationId(id)).toBe(true);
    for (const other of ['', 'toString', 'GetHealth']) expect(isOperationId(other)).toBe(false);
  });
});
