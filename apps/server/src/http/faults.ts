import { isScope, PUBLIC_SCOPES } from '@memory-api/contract';
import type { Fault } from './json-body.js';

/** One error as Ajv reports it. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const MAX_FAULTS = 100;

/**
 * Says what Ajv found in words for people, with the path of each field as a caller writes it
 * (`scopes[0]`, `metadata.source`).
 */
export function toFaults(errors: readonly SchemaError[], part: string): readonly Fault[] {
  return withoutEchoes(errors)
    .slice(0, MAX_FAULTS)
    .map((error) => toFault(error, part));
}

/** A text that is empty is blank as well: that is one fault. */
function withoutEchoes(errors: readonly SchemaError[]): readonly SchemaError[] {
  const empty = new Set(
    errors.filter(({ keyword }) => keyword === 'minLength').map(({ instancePath }) => instancePath),
  );
  return errors.filter((error) => !(isBlank(error) && empty.has(error.instancePath)));
}

function isBlank({ keyword, params }: SchemaError): boolean {
  return keyword === 'pattern' && params['pattern'] === '\\S';
}

function toFault({ keyword, instancePath, params, message }: SchemaError, part: string): Fault {
  const field = toFieldPath(instancePath);
  switch (keyword) {
    case 'required':
      return { field: join(field, params['missingProperty']), message: 'is required' };
    case 'additionalProperties':
      return {
        field: join(field, params['additionalProperty']),
        message: part === 'querystring' ? 'is not a known parameter' : 'is not a known field',
      };
    default:
      return {
        field,
        message: `${field === '' ? 'the body ' : ''}${say(keyword, params) ?? message ?? 'is not valid'}`,
      };
  }
}

function say(keyword: string, params: Readonly<Record<string, unknown>>): string | null {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'type':
      return `must be ${toTypeNames(params['type'])}`;
    case 'enum':
      return `must be one of ${toList(params['allowedValues'])}`;
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'minItems':
      return `must have at least ${limit} ${limit === '1' ? 'item' : 'items'}`;
    case 'maxItems':
      return `must have at most ${limit} items`;
    case 'minProperties':
      return `must have at least ${limit} ${limit === '1' ? 'field' : 'fields'}`;
    case 'uniqueItems':
      return 'must not have the same item twice';
    case 'format':
      return FORMATS[String(params['format'])] ?? null;
    case 'pattern':
      return params['pattern'] === '\\S' ? 'must not be blank' : `must match ${String(params['pattern'])}`;
    default:
      return null;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'must be an email address',
  'date-time': 'must be a time such as 2026-01-15T10:30:00.000Z',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function toTypeNames(type: unknown): string {
  const names = Array.isArray(type) ? type : String(type).split(',');
  return names.map((name) => TYPES[String(name)] ?? String(name)).join(' or ');
}

function toList(values: unknown): string {
  return Array.isArray(values) ? values.filter(isPublic).map(String).join(', ') : '';
}

/** Scopes beyond those of customers are named to nobody. */
function isPublic(value: unknown): boolean {
  return !isScope(value) || PUBLIC_SCOPES.some((scope) => scope === value);
}

/** `/scopes/0` to `scopes[0]`, `~1` and `~0` undone (RFC 6901). */
function toFieldPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');
}

function join(path: string, name: unknown): string {
  return path === '' ? String(name) : `${path}.${String(name)}`;
}
