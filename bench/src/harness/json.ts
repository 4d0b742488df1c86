import { invariant } from '@memory-api/contract';

/** Narrows parsed JSON to an object, the measurement stopping on anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  invariant(typeof value === 'object' && value !== null && !Array.isArray(value), 'the answer is not a JSON object');
  return value as Readonly<Record<string, unknown>>;
}

/** Narrows parsed JSON to an array of objects, the measurement stopping on anything else. */
export function asRecords(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  invariant(Array.isArray(value), 'the answer is not a JSON array');
  return value.map(asRecord);
}
