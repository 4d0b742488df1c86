import type { TSchema } from 'typebox';

import type { ErrorCode } from '../errors.js';
import type { Scope } from '../scopes.js';

/** A room of the product: the same name in the server, in storage and in the documentation. */
export type Room = 'system' | 'accounts' | 'api-keys' | 'memories' | 'recall' | 'usage' | 'billing';

/** One example of a request body. */
export interface BodyExample {
  /** What the example shows. */
  readonly summary: string;
  /** The body, valid by the operation's schema. */
  readonly value: unknown;
}

/** What a successful answer looks like. */
export interface OperationResponse {
  /** HTTP status of success. */
  readonly status: number;
  /** Schema of `data`; of the whole body when `bare`. */
  readonly schema: TSchema;
  /** One sentence. */
  readonly description: string;
  /** The answer is a list: `pagination` comes beside `data`. */
  readonly paginated?: boolean;
  /** The body comes without the envelope. */
  readonly bare?: boolean;
  /** Media type of the answer; JSON when left out. */
  readonly contentType?: string;
  /** A second form that the same answer can be asked for, such as a file as JSON instead of CSV. */
  readonly otherContent?: { readonly contentType: string; readonly schema: TSchema; readonly example: unknown };
  /** Headers worth knowing beyond `X-Request-ID`. */
  readonly headers?: readonly ResponseHeader[];
  /** A second status with the same schema, such as 503 of `/health`. */
  readonly otherStatus?: { readonly status: number; readonly description: string; readonly example: unknown };
}

/** A response header that the documentation describes. */
export type ResponseHeader = 'ETag' | 'Cache-Control' | 'Idempotency-Replayed';

/**
 * One operation of the API: the server registers its route from it, the rights of a caller are
 * checked by it, and the OpenAPI document is emitted from it.
 */
export interface Operation {
  /** HTTP method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path as OpenAPI writes it, for example `/v1/memories/{memory_id}`. */
  readonly path: string;
  /** Other paths of the same operation. */
  readonly aliases?: readonly string[];
  /** What it does, in a few words. */
  readonly summary: string;
  /** What a caller has to know, in Markdown. */
  readonly description: string;
  /** The room that it belongs to. */
  readonly tag: Room;
  /**
   * Scope that a key needs; `any` valid key; null: no key at all. To a key that lacks `operator` the path isn't there:
   * 404 instead of 403.
   */
  readonly scope: Scope | 'any' | null;
  /** Test keys are refused with 403. */
  readonly liveKeyOnly?: boolean;
  /** It accepts `Idempotency-Key`. */
  readonly idempotent: boolean;
  /** Types of a request body that are read (all as JSON); none when it takes no body. */
  readonly contentTypes: readonly string[];
  /** Schema of the path's parameters. */
  readonly params?: TSchema;
  /** Schema of the query string, after coercion of numbers and booleans. */
  readonly query?: TSchema;
  /** Schema of the body, as the server checks it. */
  readonly body?: TSchema;
  /** Schema of the body for the documentation, where it differs. */
  readonly documentedBody?: TSchema;
  /** The body may be left out: it stands for `{}`. */
  readonly bodyOptional?: boolean;
  /** Fields of the body whose ends are freed of blanks before validation. */
  readonly trimmedFields?: readonly string[];
  /** It honours `If-Match`. */
  readonly ifMatch?: boolean;
  /** What success looks like. */
  readonly response: OperationResponse;
  /** Every error that it can answer with. */
  readonly errors: readonly ErrorCode[];
  /** Shown in the OpenAPI document; pages for people and what only the operator may do are not. */
  readonly documented?: boolean;
  /** Invented examples: each is valid by its schema. */
  readonly examples: {
    readonly params?: Readonly<Record<string, string>>;
    readonly bodies?: Readonly<Record<string, BodyExample>>;
    /** Of `data`; of the whole body when `bare`. */
    readonly response: unknown;
  };
}

/** Request body types of an operation whose callers hold an API key, and of signup (contract 1.4). */
export const JSON_BODY: readonly string[] = ['application/json', 'application/x-www-form-urlencoded'];

/** Type of a request body of an operation that takes none. */
export const NO_BODY: readonly string[] = [];

/**
 * Errors of every operation, also of those that tell the state of the server: a URL or a header can
 * be malformed everywhere, and a body can come where none is taken.
 */
export const TRANSPORT_ERRORS = [
  'VALIDATION_ERROR',
  'REQUEST_TIMEOUT',
  'UNSUPPORTED_MEDIA_TYPE',
  'HEADERS_TOO_LARGE',
  'INTERNAL_ERROR',
] as const;

/** Errors of every operation that isn't asked about the state of the server. */
export const COMMON_ERRORS = [...TRANSPORT_ERRORS, 'SHUTTING_DOWN'] as const;

/** Errors of every operation that reads or writes the database. */
export const STORAGE_ERRORS = [...COMMON_ERRORS, 'STORAGE_UNAVAILABLE'] as const;

/** Errors of every operation that the limits of a plan hold for. */
export const LIMIT_ERRORS = [
  'QUOTA_EXCEEDED',
  'RATE_LIMIT_EXCEEDED',
  'DAILY_QUOTA_EXCEEDED',
  'CONCURRENT_LIMIT_EXCEEDED',
] as const;

/** Errors of every operation that needs an API key of any scope. */
export const KEY_ERRORS = [
  'AMBIGUOUS_CREDENTIALS',
  'MISSING_API_KEY',
  'INVALID_API_KEY_FORMAT',
  'INVALID_API_KEY',
  'API_KEY_EXPIRED',
  'API_KEY_DISABLED',
  'IP_NOT_ALLOWED',
  'ORGANIZATION_DISABLED',
  ...LIMIT_ERRORS,
  ...STORAGE_ERRORS,
] as const;

/** Errors of every operation that needs a scope. */
export const SCOPE_ERRORS = [...KEY_ERRORS, 'INSUFFICIENT_PERMISSIONS'] as const;

/** Errors of every operation that reads a body. */
export const BODY_ERRORS = ['PAYLOAD_TOO_LARGE'] as const;

/** Errors of every write that accepts `Idempotency-Key`. */
export const IDEMPOTENCY_ERRORS = ['IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'] as const;
