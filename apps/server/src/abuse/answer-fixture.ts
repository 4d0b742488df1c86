import type { LightMyRequestResponse } from 'fastify';

/** Every field of `data` that a test reads; which of them are there depends on the operation. */
export interface WireData {
  readonly id: string;
  readonly key: string;
  readonly key_prefix: string;
  readonly key_id: string;
  readonly name: string;
  readonly environment: 'live' | 'test';
  readonly scopes: readonly string[];
  readonly namespaces: readonly string[] | null;
  readonly ip_allowlist: readonly string[] | null;
  readonly is_active: boolean;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly grace_until: string | null;
  readonly last_used_at: string | null;
  readonly action: string;
  readonly target_id: string | null;
  readonly org_id: string;
  readonly email: string;
  readonly text: string;
  readonly namespace: string;
  readonly version: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly memories: readonly WireFoundMemory[];
  readonly total_memories_searched: number;
  readonly organization: { readonly id: string; readonly name: string };
  readonly plan: { readonly id: string; readonly name: string };
}

/** A memory that a query found. */
export interface WireFoundMemory extends WireData {
  readonly relevance_score: number;
  readonly relevance_reasoning: string;
  readonly explanation?: {
    readonly features: readonly { readonly name: string; readonly value: number; readonly share: number }[];
    readonly log_odds: number;
  };
}

/** The error of a failure envelope. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly doc_url: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What came back, read as the envelope of contract section 2. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | number | undefined>>;
  /** The body as it was sent. */
  readonly text: string;
  readonly data: WireData;
  /** `data` of a list. */
  readonly items: readonly WireData[];
  readonly error: WireError | null;
  /** The code of the error; null for a success. */
  readonly code: string | null;
  readonly pagination: {
    readonly total: number;
    readonly next_cursor: string | null;
    readonly has_next: boolean;
  };
}

/** Reads an answer of `inject`. */
export function toAnswer({ statusCode, headers, payload }: LightMyRequestResponse): Answer {
  return readAnswer(statusCode, headers, payload);
}

/** Reads an answer from its parts; what isn't the JSON of an envelope has no data. */
export function readAnswer(status: number, headers: Answer['headers'], text: string): Answer {
  const isJson = text !== '' && String(headers['content-type']).startsWith('application/json');
  const json = isJson ? JSON.parse(text) : {};
  return {
    status,
    headers,
    text,
    data: json.data,
    items: json.data,
    error: json.error ?? null,
    code: json.error?.code ?? null,
    pagination: json.pagination,
  };
}
