import type { Operation } from '@memory-api/contract';
import { coerceQuery } from './coerce-query.js';
import { createValidationError } from './error-answer.js';
import { findTextFault, type Fault } from './json-body.js';
import { createCheckStep, type Step } from './step.js';

/** More of either, and listing every fault would be the attack. */
const MAX_FIELDS = 1_000;
const MAX_ITEMS = 10_000;

/** Step before validation: a body left out is `{}`, blanks go, the query string gets its types. */
export function createPrepareStep(operation: Operation): Step {
  const { query, body, trimmedFields = [] } = operation;
  return createCheckStep((request) => {
    if (isRecord(request.query) && request.url.includes('?')) {
      requireCleanQuery(request.query);
      if (query === undefined) requireNoQuery(request.query);
      else coerceQuery(request.query, query);
    }
    if (body === undefined) return;
    // A body left out is none; a body of `null` is a wrong one.
    if (request.body === undefined) request.body = {};
    if (!isRecord(request.body)) return;
    requireCountable(request.body);
    for (const field of trimmedFields) trimField(request.body, field);
  });
}

function requireCleanQuery(query: Record<string, unknown>): void {
  const faults: Fault[] = [];
  for (const [field, value] of Object.entries(query)) {
    const message = Array.isArray(value)
      ? 'must be given once'
      : (findTextFault(field) ?? findTextFault(String(value)));
    if (message !== null) faults.push({ field, message });
  }
  if (faults.length > 0) throw createValidationError(faults);
}

/** Where no parameter is known, each is an unknown one. */
function requireNoQuery(query: Record<string, unknown>): void {
  const faults = Object.keys(query).map((field) => ({ field, message: 'is not a known parameter' }));
  if (faults.length > 0) throw createValidationError(faults);
}

function requireCountable(body: Record<string, unknown>): void {
  const lists = Object.values(body).filter((value) => Array.isArray(value));
  if (Object.keys(body).length <= MAX_FIELDS && lists.every(({ length }) => length <= MAX_ITEMS)) return;
  throw createValidationError([{ field: '', message: 'the body has too many fields or items' }]);
}

function trimField(body: Record<string, unknown>, field: string): void {
  const value = body[field];
  if (typeof value === 'string') body[field] = value.trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
