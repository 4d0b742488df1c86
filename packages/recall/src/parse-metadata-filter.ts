import type { FilterOrdering, FilterScalar, FilterValue, MetadataFilter } from './metadata-filter.js';

/** What is wrong with a filter, and where: `path` names the place inside the filter, as in `$or[1].age.$gt`. */
export interface MetadataFilterError {
  /** Place inside the filter; empty for the filter itself. */
  readonly path: string;
  /** What is expected there, to be read after the name of the field. */
  readonly message: string;
}

/** The outcome of {@link parseMetadataFilter}. */
export type ParsedMetadataFilter =
  | { readonly ok: true; readonly filter: MetadataFilter }
  | { readonly ok: false; readonly errors: MetadataFilterError[] };

// Far beyond what a person writes, and low enough that no filter can hold a worker or overflow the stack.
const MAX_DEPTH = 8;
const MAX_CONDITIONS = 200;
// An answer that lists thousands of faults helps nobody.
const MAX_ERRORS = 20;

const ORDERINGS: ReadonlyMap<string, FilterOrdering> = new Map([
  ['$gt', 'gt'],
  ['$gte', 'gte'],
  ['$lt', 'lt'],
  ['$lte', 'lte'],
]);

const FIELD_OPERATORS = '$eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $contains, $exists, $not';

interface Parsing {
  readonly errors: MetadataFilterError[];
  conditions: number;
}

const NOTHING: MetadataFilter = { kind: 'all', parts: [] };

/**
 * Checks a metadata filter as it came over the wire and makes it ready for {@link matchesFilter}.
 *
 * `{"category": "preference"}` is equality; an object whose keys begin with `$` holds operators: `$eq $ne $gt $gte $lt
 * $lte $in $nin $contains $exists $not`. `$and`, `$or` (non-empty arrays of filters) and `$not` (a filter) stand beside
 * field names. Several keys must all match. Dots in a field name walk into objects.
 *
 * Every unknown operator, badly typed value, nesting beyond 8 levels or more than 200 conditions is an error; the
 * first 20 errors are reported.
 */
export function parseMetadataFilter(value: unknown): ParsedMetadataFilter {
  const parsing: Parsing = { errors: [], conditions: 0 };
  const filter = parseFilter(value, '', 1, parsing);
  if (parsing.conditions > MAX_CONDITIONS) {
    fail(parsing, '', `holds ${parsing.conditions} conditions; at most ${MAX_CONDITIONS} are allowed`);
  }
  return parsing.errors.length === 0 ? { ok: true, filter } : { ok: false, errors: parsing.errors };
}

function parseFilter(value: unknown, path: string, depth: number, parsing: Parsing): MetadataFilter {
  if (!isRecord(value)) return fail(parsing, path, 'must be an object');
  if (depth > MAX_DEPTH) return fail(parsing, path, `is nested deeper than ${MAX_DEPTH} levels`);
  const parts = Object.entries(value).map(([key, operand]) =>
    key.startsWith('$')
      ? parseLogical(key, operand, join(path, key), depth, parsing)
      : parseField(key, operand, join(path, key), depth, parsing),
  );
  return allOf(parts);
}

function parseLogical(
  operator: string,
  operand: unknown,
  path: string,
  depth: number,
  parsing: Parsing,
): MetadataFilter {
  switch (operator) {
    case '$and':
      return { kind: 'all', parts: parseList(operand, path, depth, parsing) };
    case '$or':
      return { kind: 'any', parts: parseList(operand, path, depth, parsing) };
    case '$not':
      return { kind: 'not', part: parseFilter(operand, path, depth + 1, parsing) };
    default:
      return fail(parsing, path, 'is not an operator here; beside field names stand $and, $or and $not');
  }
}

function parseList(operand: unknown, path: string, depth: number, parsing: Parsing): MetadataFilter[] {
  if (Array.isArray(operand) && operand.length > 0) {
    return operand.map((part: unknown, place) => parseFilter(part, `${path}[${place}]`, depth + 1, parsing));
  }
  return [fail(parsing, path, 'must be a non-empty array of filters')];
}

function parseField(name: string, operand: unknown, path: string, depth: number, parsing: Parsing): MetadataFilter {
  const keys = name.split('.');
  if (keys.includes('')) return fail(parsing, path, 'is not a field name: a part between dots is empty');
  return parseOperand(keys, operand, path, depth, parsing);
}

function parseOperand(
  keys: readonly string[],
  operand: unknown,
  path: string,
  depth: number,
  parsing: Parsing,
): MetadataFilter {
  if (!isRecord(operand) || !Object.keys(operand).some((key) => key.startsWith('$'))) {
    return equals(keys, operand, path, parsing);
  }
  if (depth >= MAX_DEPTH) return fail(parsing, path, `is nested deeper than ${MAX_DEPTH} levels`);
  const parts = Object.entries(operand).map(([operator, value]) =>
    parseOperator(operator, { keys, value, path: join(path, operator), depth: depth + 1, parsing }),
  );
  return allOf(parts);
}

interface OperatorUse {
  readonly keys: readonly string[];
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
  readonly parsing: Parsing;
}

function parseOperator(operator: string, use: OperatorUse): MetadataFilter {
  const { keys, value, path, depth, parsing } = use;
  const ordering = ORDERINGS.get(operator);
  if (ordering !== undefined) return compare(ordering, use);
  switch (operator) {
    case '$eq':
      return equals(keys, value, path, parsing);
    case '$ne':
      return { kind: 'not', part: equals(keys, value, path, parsing) };
    case '$in':
      return oneOf(use);
    case '$nin':
      return { kind: 'not', part: oneOf(use) };
    case '$contains':
      return contains(use);
    case '$exists':
      return exists(use);
    case '$not':
      return negated(use, depth);
    default:
      return fail(parsing, path, `is not an operator; a field takes ${FIELD_OPERATORS}`);
  }
}

function equals(keys: readonly string[], value: unknown, path: string, parsing: Parsing): MetadataFilter {
  parsing.conditions++;
  if (!isLiteral(value, MAX_DEPTH)) return fail(parsing, path, LITERAL_MESSAGE);
  return { kind: 'equals', path: keys, value };
}

function oneOf({ keys, value, path, parsing }: OperatorUse): MetadataFilter {
  parsing.conditions++;
  if (!Array.isArray(value)) return fail(parsing, path, 'must be an array of values');
  const values: FilterValue[] = [];
  value.forEach((item: unknown, place) => {
    if (isLiteral(item, MAX_DEPTH)) values.push(item);
    else fail(parsing, `${path}[${place}]`, LITERAL_MESSAGE);
  });
  return { kind: 'in', path: keys, values };
}

function compare(ordering: FilterOrdering, { keys, value, path, parsing }: OperatorUse): MetadataFilter {
  parsing.conditions++;
  if (typeof value === 'string' || Number.isFinite(value)) {
    return { kind: 'compare', path: keys, ordering, value: value as string | number };
  }
  return fail(parsing, path, 'must be a number or a string (dates as ISO 8601 strings)');
}

function contains({ keys, value, path, parsing }: OperatorUse): MetadataFilter {
  parsing.conditions++;
  if (isScalar(value)) return { kind: 'contains', path: keys, value };
  return fail(parsing, path, 'must be a string, a number, a boolean or null');
}

function exists({ keys, value, path, parsing }: OperatorUse): MetadataFilter {
  parsing.conditions++;
  if (typeof value === 'boolean') return { kind: 'exists', path: keys, expected: value };
  return fail(parsing, path, 'must be true or false');
}

function negated({ keys, value, path, parsing }: OperatorUse, depth: number): MetadataFilter {
  if (!isRecord(value) || !Object.keys(value).some((key) => key.startsWith('$'))) {
    return fail(parsing, path, `must be an object of operators: ${FIELD_OPERATORS}`);
  }
  return { kind: 'not', part: parseOperand(keys, value, path, depth, parsing) };
}

const LITERAL_MESSAGE = `must be a JSON value nested at most ${MAX_DEPTH} levels, whose keys don't begin with $`;

function isLiteral(value: unknown, levels: number): value is FilterValue {
  if (isScalar(value)) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isLiteral(item, levels - 1));
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([key, item]) => !key.startsWith('$') && isLiteral(item, levels - 1));
}

function isScalar(value: unknown): value is FilterScalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function allOf(parts: readonly MetadataFilter[]): MetadataFilter {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'all', parts };
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function fail(parsing: Parsing, path: string, message: string): MetadataFilter {
  if (parsing.errors.length < MAX_ERRORS) parsing.errors.push({ path, message });
  return NOTHING;
}
