import { isUtf8 } from 'node:buffer';
import { MAX_NESTING } from '@memory-api/contract';

/** A place in a body and what is wrong there. `field` is empty for the body as a whole. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** A body read as JSON, or why it can't be. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads the bytes of a body as JSON, and refuses what the storage engines can't all keep the
 * same (U+0000, lone surrogates) and what could only be an attack (deep nesting, `__proto__`).
 * An empty body reads as undefined.
 */
export function parseJsonBody(bytes: Buffer): JsonBody {
  if (bytes.length === 0) return { ok: true, value: undefined };
  if (!isUtf8(bytes)) return refuse('must be UTF-8');
  const shapeFault = findShapeFault(bytes);
  if (shapeFault !== null) return refuse(shapeFault);
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('must be JSON');
  }
  // Valid UTF-8 holds no surrogates, and JSON no raw U+0000: they come as escapes or not at all.
  if (!text.includes('\\u') && !text.includes('__proto__')) return { ok: true, value };
  const faults: Fault[] = [];
  collectFaults(value, '', faults);
  return faults.length === 0 ? { ok: true, value } : { ok: false, faults };
}

/** What is wrong with a text on its own, or null. */
export function findTextFault(text: string): string | null {
  if (text.includes('\0')) return 'must not contain U+0000';
  if (LONE_SURROGATE.test(text)) return 'must not contain lone surrogates';
  return null;
}

// In Unicode mode a pair is one code point, so that only a lone half is of the category.
const LONE_SURROGATE = /\p{Surrogate}/u;
const MAX_FAULTS = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * More than any request needs. Ten megabytes of `{},` keep JSON.parse busy for more than a second, in which nobody
 * else is answered; a hundred thousand values take it 20 ms.
 */
const MAX_VALUES = 100_000;

/** Looks before parsing: ten megabytes of brackets would become ten million arrays. */
function findShapeFault(bytes: Buffer): string | null {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA) values += 1;
    else if (byte === 0x7b || byte === 0x5b) {
      values += 1;
      depth += 1;
      if (depth > MAX_NESTING) return `must not be nested deeper than ${MAX_NESTING} levels`;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    if (values > MAX_VALUES) return `must not hold more than ${MAX_VALUES} values`;
  }
  return null;
}

function collectFaults(value: unknown, field: string, faults: Fault[]): void {
  if (faults.length >= MAX_FAULTS) return;
  if (typeof value === 'string') {
    const message = findTextFault(value);
    if (message !== null) faults.push({ field, message });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => collectFaults(item, `${field}[${index}]`, faults));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      collectKeyFaults(key, field, faults);
      collectFaults(item, field === '' ? key : `${field}.${key}`, faults);
    }
  }
}

function collectKeyFaults(key: string, field: string, faults: Fault[]): void {
  const fault = findTextFault(key);
  if (key === '__proto__') faults.push({ field, message: 'must not have a field named __proto__' });
  if (fault !== null) faults.push({ field, message: `${fault} in the name of a field` });
}

function refuse(message: string): JsonBody {
  return { ok: false, faults: [{ field: '', message: `the body ${message}` }] };
}
