import type { TSchema } from 'typebox';

import { EXAMPLE_IDS } from '../operations/examples.js';
import type { Operation } from '../operations/operation.js';
import { successEnvelope } from '../schemas/envelope.js';
import { toDocumentSchema } from './component-schemas.js';
import { createErrorResponses, LIMIT_HEADERS } from './error-responses.js';

const EXAMPLE_META = {
  request_id: EXAMPLE_IDS.request,
  processing_time_ms: 4,
  usage: { tokens_processed: 0, memories_accessed: 1, model_calls: 0 },
};

const EXAMPLE_PAGINATION = {
  total: 1,
  page: 1,
  per_page: 50,
  total_pages: 1,
  has_next: false,
  has_prev: false,
  next_cursor: null,
};

function toScopeSentence(scope: Operation['scope']): string {
  if (scope === null) return 'Needs no API key.';
  return scope === 'any' ? 'Needs any valid API key.' : `Needs the scope \`${scope}\`.`;
}

function toParameters(
  schema: TSchema | undefined,
  place: 'path' | 'query',
  examples: Readonly<Record<string, string>>,
): unknown[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toObjectParts(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...toDescription(property),
    schema: toDocumentSchema(property),
    ...(examples[name] === undefined ? {} : { example: examples[name] }),
  }));
}

function toObjectParts(schema: TSchema): { properties?: Record<string, TSchema>; required?: string[] } {
  return schema;
}

function toDescription(schema: TSchema): { description?: unknown } {
  const description: unknown = Reflect.get(schema, 'description');
  return description === undefined ? {} : { description };
}

function toRequestBody(operation: Operation): unknown {
  const schema = operation.documentedBody ?? operation.body;
  if (schema === undefined) return undefined;
  return {
    required: operation.bodyOptional !== true,
    content: {
      'application/json': { schema: toDocumentSchema(schema), examples: operation.examples.bodies ?? {} },
    },
  };
}

function toSuccessExample(operation: Operation): unknown {
  const { response, examples } = operation;
  if (response.bare === true) return examples.response;
  const pagination = response.paginated === true ? { pagination: EXAMPLE_PAGINATION } : {};
  return { success: true, data: examples.response, ...pagination, meta: EXAMPLE_META };
}

function toSuccess({ response, scope }: Operation, description: string, example: unknown): unknown {
  const schema = response.bare === true ? response.schema : successEnvelope(response.schema, response);
  const { otherContent } = response;
  const names = ['X-Request-ID', ...(scope === null ? [] : LIMIT_HEADERS), ...(response.headers ?? [])];
  return {
    description,
    headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    content: {
      [response.contentType ?? 'application/json']: { schema: toDocumentSchema(schema), example },
      ...(otherContent !== undefined && {
        [otherContent.contentType]: {
          schema: toDocumentSchema(otherContent.schema),
          example: otherContent.example,
        },
      }),
    },
  };
}

function toResponses(operation: Operation): Record<string, unknown> {
  const { response } = operation;
  const { otherStatus } = response;
  const success = {
    [response.status]: toSuccess(operation, response.description, toSuccessExample(operation)),
    ...(otherStatus === undefined
      ? {}
      : { [otherStatus.status]: toSuccess(operation, otherStatus.description, otherStatus.example) }),
  };
  return { ...success, ...createErrorResponses(operation) };
}

function toSecurity(operation: Operation): unknown[] {
  if (operation.path === '/metrics') return [{}, { metricsToken: [] }];
  return operation.scope === null ? [] : [{ bearerAuth: [] }, { apiKeyHeader: [] }];
}

function toHeaderParameters(operation: Operation): unknown[] {
  return [
    ...(operation.idempotent ? ['IdempotencyKey'] : []),
    ...(operation.ifMatch === true ? ['IfMatch'] : []),
    'RequestId',
  ].map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

/**
 * One operation as the document writes it.
 *
 * @param operationId - its name
 * @param operation - its entry in the table
 */
export function createOperationObject(operationId: string, operation: Operation): Record<string, unknown> {
  const requestBody = toRequestBody(operation);
  return {
    operationId,
    tags: [operation.tag],
    summary: operation.summary,
    description: `${operation.description}\n\n${toScopeSentence(operation.scope)}`,
    'x-scope': operation.scope ?? 'none',
    security: toSecurity(operation),
    parameters: [
      ...toParameters(operation.params, 'path', operation.examples.params ?? {}),
      ...toParameters(operation.query, 'query', {}),
      ...toHeaderParameters(operation),
    ],
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: toResponses(operation),
  };
}
