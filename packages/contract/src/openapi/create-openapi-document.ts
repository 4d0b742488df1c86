import { OPERATION_LIST } from '../operations/operations.js';
import { COMPONENT_HEADERS, COMPONENT_PARAMETERS } from './component-headers.js';
import { createComponentSchemas } from './component-schemas.js';
import { createOperationObject } from './create-operation-object.js';
import { DOCUMENT_INTRODUCTION, DOCUMENT_TAGS } from './document-introduction.js';
import { createErrorExamples } from './error-responses.js';

/** A document of OpenAPI 3.1, plain JSON. */
export interface OpenApiDocument {
  /** Version of OpenAPI. */
  readonly openapi: '3.1.1';
  /** Title, version, licence, and what holds for every operation. */
  readonly info: Readonly<Record<string, unknown>>;
  /** Where the API is. */
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
  /** The rooms, in the order of the documentation. */
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  /** Path, then method in lower case, then the operation. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** Named schemas, headers, parameters, examples and ways to authenticate. */
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const SECURITY_SCHEMES = {
  bearerAuth: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: `Authorization: Bearer mem_live_…`. The recommended way.',
  },
  apiKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API key: `X-API-Key: mem_live_…`.',
  },
  metricsToken: {
    type: 'http',
    scheme: 'bearer',
    description: "The server's `METRICS_TOKEN`, for `/metrics` from elsewhere than the loopback interface.",
  },
};

/** Version of the HTTP API, in the document. */
const API_VERSION = '0.1.0';

function createPaths(): Record<string, Record<string, Record<string, unknown>>> {
  const paths: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { id, ...operation } of OPERATION_LIST) {
    if (operation.documented === false) continue;
    const item = (paths[operation.path] ??= {});
    item[operation.method.toLowerCase()] = createOperationObject(id, operation);
  }
  return paths;
}

/**
 * Writes the API as a document of OpenAPI 3.1, from the same table and schemas that the server
 * checks requests with. Nothing in it depends on time or machine.
 *
 * @param options - `serverUrl`: base URL without a slash at the end; left out, the document's own host
 * @returns plain JSON
 * @example
 * const json = JSON.stringify(createOpenApiDocument({ serverUrl: 'http://127.0.0.1:8080' }));
 */
export function createOpenApiDocument(options: { readonly serverUrl?: string | undefined } = {}): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Memory API',
      version: API_VERSION,
      summary: 'A memory service for AI applications.',
      description: DOCUMENT_INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: options.serverUrl ?? '/' }],
    tags: DOCUMENT_TAGS,
    paths: createPaths(),
    components: {
      schemas: createComponentSchemas(),
      headers: COMPONENT_HEADERS,
      parameters: COMPONENT_PARAMETERS,
      examples: createErrorExamples(),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
