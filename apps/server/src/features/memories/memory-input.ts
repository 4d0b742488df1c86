import { createId, DEFAULT_NAMESPACE, MAX_METADATA_BYTES, parseTimestamp } from '@memory-api/contract';
import type { CreateMemoryBody, UpdateMemoryBody } from '@memory-api/contract';
import type { Metadata } from '@memory-api/storage';
import type { Fault } from '../../http/json-body.js';

/** A memory as a caller wants it stored, checked; its text not yet embedded. */
export interface NewMemory {
  readonly id: string;
  readonly namespace: string;
  readonly text: string;
  readonly metadata: Metadata;
  readonly sessionId: string | null;
  readonly occurredAtMs: number | null;
  readonly expiresAtMs: number | null;
}

/** What a caller wants changed of a memory, checked. */
export interface MemoryEdit {
  readonly text?: string;
  readonly metadata?: Metadata;
}

/** What was read of a body, or everything that its schema can't say and that is wrong with it. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const DAY_MS = 86_400_000;
// A word that stands in the place of an id in a path.
const COUNT = 'count';
const LIKE_API_KEY = /^mem_(live|test)_/i;

/** Checks the body of a creation and fills in what was left out. */
export function parseNewMemory(body: CreateMemoryBody, nowMs: number): Checked<NewMemory> {
  const metadata = body.metadata ?? {};
  const occurredAtMs = toTimeMs(body.occurred_at);
  const faults = [
    ...findMetadataFaults(metadata),
    ...findIdFaults(body.memory_id ?? null),
    ...findTimeFaults('occurred_at', occurredAtMs),
    ...findExpiryFaults(body, nowMs),
  ];
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    value: {
      id: body.memory_id ?? createId('mem', nowMs),
      namespace: body.namespace ?? DEFAULT_NAMESPACE,
      text: body.text.trim(),
      metadata,
      sessionId: body.session_id ?? null,
      occurredAtMs,
      expiresAtMs: toExpiryMs(body, nowMs),
    },
  };
}

/** Checks the body of a change. */
export function parseMemoryEdit({ text, metadata }: UpdateMemoryBody): Checked<MemoryEdit> {
  const faults = metadata === undefined ? [] : findMetadataFaults(metadata);
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    value: { ...(text !== undefined && { text: text.trim() }), ...(metadata !== undefined && { metadata }) },
  };
}

function findMetadataFaults(metadata: Metadata): Fault[] {
  const bytes = Buffer.byteLength(JSON.stringify(metadata), 'utf8');
  if (bytes > MAX_METADATA_BYTES) {
    return [{ field: 'metadata', message: `must be at most ${MAX_METADATA_BYTES} bytes of JSON; it is ${bytes}` }];
  }
  return isKeepable(metadata) ? [] : [{ field: 'metadata', message: 'must hold no number beyond ±1.8e308' }];
}

/** `1e400` is JSON, and reads as Infinity, which would be written as null. */
function isKeepable(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isKeepable);
  return typeof value !== 'number' || Number.isFinite(value);
}

function findIdFaults(id: string | null): Fault[] {
  if (id === COUNT) {
    return [
      { field: 'memory_id', message: `must not be "${COUNT}": GET /v1/memories/${COUNT} tells how many there are` },
    ];
  }
  if (id === null || !LIKE_API_KEY.test(id)) return [];
  return [{ field: 'memory_id', message: 'must not look like an API key (mem_live_…, mem_test_…)' }];
}

function findTimeFaults(field: string, timeMs: number | null): Fault[] {
  return Number.isNaN(timeMs) ? [{ field, message: 'must be a date-time of RFC 3339 that exists' }] : [];
}

function findExpiryFaults(body: CreateMemoryBody, nowMs: number): Fault[] {
  const hasBoth = (body.expires_at ?? null) !== null && (body.expires_in_days ?? null) !== null;
  if (hasBoth) return [{ field: 'expires_in_days', message: 'must not be given together with expires_at' }];
  const expiresAtMs = toTimeMs(body.expires_at);
  if (expiresAtMs === null || expiresAtMs > nowMs) return [];
  if (Number.isNaN(expiresAtMs)) return findTimeFaults('expires_at', expiresAtMs);
  return [{ field: 'expires_at', message: 'must lie in the future' }];
}

function toExpiryMs(body: CreateMemoryBody, nowMs: number): number | null {
  const days = body.expires_in_days ?? null;
  return days === null ? toTimeMs(body.expires_at) : nowMs + days * DAY_MS;
}

// NaN where the form is right and no such moment exists: the schema lets through a day that the calendar hasn't.
function toTimeMs(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : (parseTimestamp(text) ?? Number.NaN);
}
