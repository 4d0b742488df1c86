import { Type, type Static, type TSchema } from 'typebox';

import { nullable } from './fields.js';

/** What one request did, for the caller's own books. */
export const Usage = Type.Object(
  {
    tokens_processed: Type.Integer({ minimum: 0, description: 'Tokens that the embedding model read.' }),
    memories_accessed: Type.Integer({ minimum: 0, description: 'Memories that were read or written.' }),
    model_calls: Type.Integer({ minimum: 0, description: 'Calls of a language model.' }),
  },
  { description: 'What this request did.' },
);
/** What one request did, for the caller's own books. */
export type Usage = Static<typeof Usage>;

const RequestId = Type.String({
  description: 'Id of this request, made by the server; also in the header `X-Request-ID`.',
  examples: ['req_01k3zq8v5n7r2t4w6y8a0c1e3g'],
});

/** `meta` of a successful answer. */
export const Meta = Type.Object({
  request_id: RequestId,
  processing_time_ms: Type.Number({
    minimum: 0,
    description: 'Time from the first byte of the request to the answer, in milliseconds.',
  }),
  usage: Usage,
});
/** `meta` of a successful answer. */
export type Meta = Static<typeof Meta>;

/** `pagination` of a list: beside `data`. */
export const Pagination = Type.Object(
  {
    total: Type.Integer({ minimum: 0, description: 'Items in the whole list.' }),
    page: nullable(
      Type.Integer({ minimum: 1, description: 'This page, from 1; null when it was asked for by `cursor`.' }),
    ),
    per_page: Type.Integer({ minimum: 1, description: 'Items on a full page.' }),
    total_pages: Type.Integer({ minimum: 0, description: 'Pages of this length in the whole list.' }),
    has_next: Type.Boolean({ description: 'Whether there is a page after this one.' }),
    has_prev: Type.Boolean({ description: 'Whether there is a page before this one.' }),
    next_cursor: nullable(Type.String({ description: '`cursor` of the next page; null on the last one.' })),
  },
  { description: 'Where this page is in its list.' },
);
/** `pagination` of a list: beside `data`. */
export type Pagination = Static<typeof Pagination>;

/** The answer to every request that failed. */
export const ErrorEnvelope = Type.Object(
  {
    success: Type.Literal(false),
    error: Type.Object({
      code: Type.String({
        description:
          'Stable name of the error, for programs. New ones may be added: treat an unknown one by its HTTP status.',
        examples: ['VALIDATION_ERROR'],
      }),
      message: Type.String({ description: 'What happened, for people. Its wording may change.' }),
      details: Type.Optional(
        Type.Unsafe<Record<string, unknown>>({
          type: 'object',
          additionalProperties: true,
          description:
            'What programs may want to know. `VALIDATION_ERROR`: `{field, errors: [{field, message}]}`; `INSUFFICIENT_PERMISSIONS`: `{required_scopes, your_scopes}`.',
        }),
      ),
      doc_url: Type.String({ format: 'uri', description: 'Page that explains the error and says what to do.' }),
    }),
    meta: Type.Object({ request_id: RequestId }),
  },
  { description: 'The answer to every request that failed.' },
);
/** The answer to every request that failed. */
export type ErrorEnvelope = Static<typeof ErrorEnvelope>;

/** A successful answer around `data`. */
export interface SuccessEnvelope<Data> {
  /** Tells it from a failure. */
  readonly success: true;
  /** What was asked for. */
  readonly data: Data;
  /** What the request did. */
  readonly meta: Meta;
  /** Only lists have it. */
  readonly pagination?: Pagination;
}

/**
 * Schema of a whole successful answer.
 *
 * @param data - schema of `data`
 * @param options - `paginated`: the answer is a list with `pagination` beside `data`
 */
export function successEnvelope<Data extends TSchema>(
  data: Data,
  options: { readonly paginated?: boolean | undefined } = {},
): TSchema {
  return Type.Object({
    success: Type.Literal(true),
    data,
    ...(options.paginated === true ? { pagination: Pagination } : {}),
    meta: Meta,
  });
}
