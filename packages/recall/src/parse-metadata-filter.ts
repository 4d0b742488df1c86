import type { FilterOrdering, FilterScalar, FilterValue, MetadataFilter } from './metadata-filter.js';
import { parseMoment } from './parse-moment.js';
import { isRecord } from './some-value-at.js';

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
// Every memory's value may be compared with the whole of a literal.
const MAX_LITERAL_VALUES = 1000;
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
 * first 20 errors are reported, each with its place. The filter itself is the first level; each `$and`, `$or`, `$not`
 * and each object of operators is one more. Every operator on a field is a condition, and so is every array and object
 * in the list of an `$in` or `$nin`; its numbers, strings, booleans and nulls may be any number.
 */
export function parseMetadataFilter(value: unknown): ParsedMetadataFilter {
  const parsing: Parsing = { errors: [], conditions: 0 };
  const filter = parseFilter(value, '', 1, parsing);
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
  countCondition(path, parsing);
  return isLiteral(value, path, parsing) ? { kind: 'equals', path: keys, value } : NOTHING;
}

function oneOf({ keys, value, path, parsing }: OperatorUse): MetadataFilter {
  countCondition(path, parsing);
  if (!Array.isArray(value)) return fail(parsing, path, 'must be an array of values');
  const scalars = new Set<FilterScalar>();
  const structures: FilterValue[] = [];
  value.forEach((item: unknown, place) => {
    if (isScalar(item)) scalars.add(item);
    else {
      countCondition(`${path}[${place}]`, parsing);
      if (isLiteral(item, `${path}[${place}]`, parsing)) structures.push(item);
    }
  });
  return { kind: 'in', path: keys, scalars, structures };
}

function countCondition(path: string, parsing: Parsing): void {
  parsing.conditions++;
  if (parsing.conditions === MAX_CONDITIONS + 1) {
    fail(parsing, path, `is condition ${MAX_CONDITIONS + 1}; a filter holds at most ${MAX_CONDITIONS}`);
  }
}

function compare(ordering: FilterOrdering, { keys, value, path, parsing }: OperatorUse): MetadataFilter {
  countCondition(path, parsing);
  if (typeof value === 'string') return { kind: 'compare', path: keys, ordering, value, timeMs: parseMoment(value) };
  if (isFiniteNumber(value)) return { kind: 'compare', path: keys, ordering, value, timeMs: null };
  return fail(parsing, path, 'must be a number or a string (a date as RFC 3339 or YYYY-MM-DD)');
}

function contains({ keys, value, path, parsing }: OperatorUse): MetadataFilter {
  countCondition(path, parsing);
  if (isScalar(value)) return { kind: 'contains', path: keys, value };
  return fail(parsing, path, 'must be a string, a number, a boolean or null');
}

function exists({ keys, value, path, parsing }: OperatorUse): MetadataFilter {
  countCondition(path, parsing);
  if (typeof value === 'boolean') return { kind: 'exists', path: keys, expected: value };
  return fail(parsing, path, 'must be true or false');
}

function negated({ keys, value, path, parsing }: OperatorUse, depth: number): MetadataFilter {
  if (!isRecord(value) || !Object.keys(value).some((key) => key.startsWith('$'))) {
    return fail(parsing, path, `must be an object of operators: ${FIELD_OPERATORS}`);
  }
  return { kind: 'not', part: parseOperand(keys, value, path, depth, parsing) };
}

interface Literal {
  readonly parsing: Parsing;
  values: number;
}

function isLiteral(value: unknown, path: string, parsing: Parsing): value is FilterValue {
  const literal = { parsing, values: 0 };
  if (!isLiteralPart(value, path, MAX_DEPTH, literal)) return false;
  if (literal.values <= MAX_LITERAL_VALUES) return true;
  fail(parsing, path, `must hold at most ${MAX_LITERAL_VALUES} values`);
  return false;
}

function isLiteralPart(value: unknown, path: string, levels: number, literal: Literal): value is FilterValue {
  const { parsing } = literal;
  literal.values++;
  if (isScalar(value)) return true;
  if (levels === 0) return refuse(parsing, path, `is nested deeper than ${MAX_DEPTH} levels of a compared value`);
  if (Array.isArray(value)) {
    return value.every((item: unknown, place) => isLiteralPart(item, `${path}[${place}]`, levels - 1, literal));
  }
  if (!isRecord(value)) return refuse(parsing, path, 'must be a JSON value');
  return Object.entries(value).every(([key, item]) =>
    key.startsWith('$')
      ? refuse(parsing, join(path, key), 'is an operator inside a compared value; a dotted path reaches into objects')
      : isLiteralPart(item, join(path, key), levels - 1, literal),
  );
}

function refuse(parsing: Parsing, path: string, message: string): false {
  fail(parsing, path, message);
  return false;
}

function isScalar(value: unknown): value is FilterScalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || isFiniteNumber(value);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
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
