import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { ERRORS, ERROR_CODES, type ErrorCode } from '../errors.js';
import { OPERATION_LIST } from '../operations/operations.js';
import { createValidator } from '../testing/create-validator.js';
import { createOpenApiDocument } from './create-openapi-document.js';

type Node = Record<string, unknown>;

const document = createOpenApiDocument();
const json = JSON.stringify(document);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** Every object of the document with its place, outermost first. */
function walk(value: unknown, place = '#'): [string, Node][] {
  if (!isNode(value)) return [];
  return [[place, value], ...Object.entries(value).flatMap(([key, member]) => walk(member, `${place}/${key}`))];
}

function resolve(reference: string): unknown {
  const parts = reference
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce<unknown>((value, part) => (isNode(value) ? value[part] : undefined), document);
}

/** Follows a reference at the top; what lies within stays for the validator. */
function follow(value: unknown): Node {
  const target = isNode(value) && typeof value['$ref'] === 'string' ? resolve(value['$ref']) : value;
  return isNode(target) ? target : {};
}

function childrenOf(value: unknown): [string, Node][] {
  return Object.entries(isNode(value) ? value : {}).map(([key, member]) => [key, follow(member)]);
}

/** A schema of the document that stands on its own: the components come along as definitions. */
function toStandalone(schema: unknown): object {
  const definitions = { definitions: document.components['schemas'], ...(isNode(schema) ? schema : {}) };
  return JSON.parse(JSON.stringify(definitions).replaceAll('#/components/schemas/', '#/definitions/'));
}

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
);
const documented = OPERATION_LIST.filter(({ documented: shown }) => shown !== false);

describe('the OpenAPI document', () => {
  it('equals the committed openapi.json (else: npm run openapi)', () => {
    const committed = readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8');
    expect(committed === `${JSON.stringify(document, null, 2)}\n`, 'openapi.json is old: run `npm run openapi`').toBe(
      true,
    );
  });

  it('is the same every time, and plain JSON', () => {
    expect(JSON.stringify(createOpenApiDocument())).toBe(json);
    expect(JSON.parse(json)).toEqual(document);
  });

  it('shows every documented operation once, by method and path', () => {
    expect(operations.map(([route]) => route).toSorted()).toEqual(
      documented.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
    const ids = operations.map(([, operation]) => operation['operationId']);
    expect(new Set(ids).size).toBe(documented.length);
  });

  it('resolves each of its references', () => {
    const references = walk(document).flatMap(([place, { $ref }]) =>
      typeof $ref === 'string' ? [[place, $ref] as const] : [],
    );
    expect(references.length).toBeGreaterThan(100);
    for (const [place, reference] of references) expect(resolve(reference), `${place} → ${reference}`).toBeDefined();
  });

  it('uses each of its components', () => {
    const unused = Object.entries(document.components).flatMap(([kind, members]) =>
      Object.keys(members).filter(
        (name) => kind !== 'securitySchemes' && !json.includes(`"#/components/${kind}/${name}"`),
      ),
    );
    // Those of errors that no route can answer with yet, or only one that is not for customers.
    expect(unused.toSorted()).toEqual([
      'CORRECTION_BELOW_ZERO',
      'EXTRACTION_FAILED',
      'INVOICE_NOT_REISSUABLE',
      'INVOICE_SETTLED',
      'METHOD_NOT_ALLOWED',
      'NOT_FOUND',
      'WEBHOOK_REFUSED',
    ]);
  });

  it('names only tags that it describes', () => {
    const described = document.tags.map(({ name }) => name).toSorted();
    const used = new Set(operations.flatMap(([, { tags }]) => (Array.isArray(tags) ? tags.map(String) : [])));
    expect([...used].toSorted()).toEqual(described);
  });

  it('describes every parameter, header and field of a body', () => {
    const bare = walk(document.components).filter(
      ([place, node]) => /\/properties\/\w+$/.test(place) && !('$ref' in node) && !('description' in node),
    );
    const known = /\/(success|error|meta|name|status|revoked|deleted|environment|organization|plan)$/;
    expect(bare.map(([place]) => place).filter((place) => !known.test(place))).toEqual([]);
    for (const kind of ['headers', 'parameters']) {
      for (const [, node] of childrenOf(document.components[kind]))
        expect(node['description']).toEqual(expect.stringMatching(/\.$/));
    }
  });

  it('does not tell customers of the scope operator, nor show a key that works', () => {
    expect(json).not.toContain('"operator"');
    expect(json).not.toMatch(/`operator`/);
  });

  it('takes the address of the server', () => {
    expect(createOpenApiDocument({ serverUrl: 'http://127.0.0.1:8080' }).servers).toEqual([
      { url: 'http://127.0.0.1:8080' },
    ]);
    expect(document.servers).toEqual([{ url: '/' }]);
  });

  it('has what OpenAPI 3.1 wants of a document', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: 'Memory API', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    for (const [place, node] of walk(document)) {
      // `nullable` and `example` of a schema are OpenAPI 3.0.
      if (/\/schemas?(\/|$)/.test(place)) expect(Object.hasOwn(node, 'nullable'), place).toBe(false);
    }
  });
});

describe.each(operations)('%s', (_, operation) => {
  const source = documented.find(({ id }) => id === operation['operationId']);
  const responses = childrenOf(operation['responses']);

  it('names its scope, in the text and for programs', () => {
    const scope = source?.scope ?? 'none';
    expect(operation['x-scope']).toBe(scope);
    expect(operation['description']).toEqual(expect.stringContaining(scope === 'none' ? 'Needs no API key' : scope));
  });

  it('is open exactly where it needs no key', () => {
    const withKey = [{ bearerAuth: [] }, { apiKeyHeader: [] }];
    const open = source?.id === 'getMetrics' ? [{}, { metricsToken: [] }] : [];
    expect(operation['security']).toEqual(source?.scope === null ? open : withKey);
  });

  it('groups its errors by status, each with an example of its own', () => {
    const shown = responses.flatMap(([status, { content }]) => {
      const examples = childrenOf(Reflect.get(childrenOf(content)[0]?.[1] ?? {}, 'examples'));
      return examples.map(([code]) => `${status} ${code}`);
    });
    const expected = ERROR_CODES.filter((code) => source?.errors.includes(code)).map(
      (code: ErrorCode) => `${ERRORS[code].status} ${code}`,
    );
    expect(shown.toSorted()).toEqual(expected.toSorted());
  });

  it('has only examples that are valid by the schema beside them', () => {
    const bodies = [operation['requestBody'], ...responses.map(([, response]) => response)];
    const media = bodies.flatMap((body) => childrenOf(isNode(body) ? body['content'] : undefined));
    expect(media.length).toBeGreaterThan(0);
    for (const [, { schema, example, examples }] of media) {
      const faultsOf = createValidator(toStandalone(schema));
      const values = [
        ...(example === undefined ? [] : [example]),
        ...childrenOf(examples).map(([, { value }]) => value),
      ];
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(faultsOf(value)).toEqual([]);
    }
  });

  it('promises X-Request-ID in every answer, WWW-Authenticate with 401, Retry-After with 429 and 503', () => {
    for (const [status, { headers, content }] of responses) {
      const names = childrenOf(headers).map(([name]) => name);
      expect(names).toContain('X-Request-ID');
      if (status === '401') expect(names).toContain('WWW-Authenticate');
      const isError = json.length > 0 && JSON.stringify(content).includes('#/components/schemas/Error');
      if (isError && (status === '429' || status === '503')) expect(names).toContain('Retry-After');
    }
  });

  it('tells of limits in every answer to a key that is known, and in no other', () => {
    for (const [status, { headers }] of responses) {
      const names = childrenOf(headers).map(([name]) => name);
      const told = names.filter((name) => name.toLowerCase().includes('ratelimit'));
      expect(told.length).toBe(source?.scope === null || status === '401' ? 0 : 5);
    }
  });

  it('lets Idempotency-Key and If-Match be sent exactly where they are read', () => {
    const parameters = Array.isArray(operation['parameters'])
      ? operation['parameters'].map((one) => follow(one)['name'])
      : [];
    expect(parameters.includes('Idempotency-Key')).toBe(source?.idempotent);
    expect(parameters.includes('If-Match')).toBe(source?.ifMatch === true);
  });
});
