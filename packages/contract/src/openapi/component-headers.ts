import { MAX_CLIENT_REQUEST_ID_CHARACTERS, MAX_IDEMPOTENCY_KEY_CHARACTERS } from '../bounds.js';

/** Response headers that the document names, for `components.headers`. */
export const COMPONENT_HEADERS = {
  'X-Request-ID': {
    description: 'Id of the request, made by the server; also in `meta.request_id`.',
    schema: { type: 'string' },
  },
  ETag: {
    description: 'Version of the memory, for `If-Match`.',
    schema: { type: 'string', examples: ['"1"'] },
  },
  'Cache-Control': {
    description: '`no-store`: the answer holds an API key.',
    schema: { type: 'string', examples: ['no-store'] },
  },
  'Idempotency-Replayed': {
    description: '`true` when this is the answer to an earlier request with the same `Idempotency-Key`.',
    schema: { type: 'string', enum: ['true'] },
  },
  'WWW-Authenticate': {
    description:
      'RFC 6750. 401: `Bearer realm="memory-api"`, with `error="invalid_token"` where a key was sent. 403 for a scope: `error="insufficient_scope"` and `scope="…"`.',
    schema: { type: 'string', examples: ['Bearer realm="memory-api"'] },
  },
  'Retry-After': {
    description: 'Seconds to wait before the request is sent again.',
    schema: { type: 'string', pattern: '^[0-9]+$', examples: ['12'] },
  },
  'X-RateLimit-Limit': {
    description:
      "Requests that the plan lets through in any sixty seconds (of a plan without such a limit, in a day). Like the other headers of limits, in answers to a plan's limited keys only.",
    schema: { type: 'string', pattern: '^[0-9]+$', examples: ['60'] },
  },
  'X-RateLimit-Remaining': {
    description: 'How many of them are left now.',
    schema: { type: 'string', pattern: '^[0-9]+$', examples: ['59'] },
  },
  'X-RateLimit-Reset': {
    description: 'When all of them are open again if nothing more is sent, in Unix seconds.',
    schema: { type: 'string', pattern: '^[0-9]+$', examples: ['1772366460'] },
  },
  'RateLimit-Policy': {
    description:
      'The limits of the plan, as draft-ietf-httpapi-ratelimit-headers writes them in the grammar of RFC 9651: `q` is the quota, `w` the window in seconds, `qu` what is counted where it is not requests.',
    schema: {
      type: 'string',
      examples: ['"minute";q=60;w=60, "day";q=5000;w=86400, "concurrent";q=5;qu="concurrent-requests"'],
    },
  },
  RateLimit: {
    description: 'What is left of each: `r` of the quota, and in `t` seconds all of it is open again.',
    schema: { type: 'string', examples: ['"minute";r=59;t=60, "day";r=4988;t=43200, "concurrent";r=4'] },
  },
} as const;

/** Request headers that the document names, for `components.parameters`. */
export const COMPONENT_PARAMETERS = {
  RequestId: {
    name: 'X-Request-ID',
    in: 'header',
    required: false,
    description: `Your own id of the request, 1–${MAX_CLIENT_REQUEST_ID_CHARACTERS} visible ASCII characters: comes back as \`X-Client-Request-ID\` and stands in the log. One of another form is ignored.`,
    // No pattern: a header of another form is left unread, never a fault of the request.
    schema: { type: 'string' },
    example: 'deploy-4711-retry-2',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Makes a retry safe: a random text of yours, the same for all attempts at one request.',
    schema: { type: 'string', minLength: 1, maxLength: MAX_IDEMPOTENCY_KEY_CHARACTERS, pattern: '^[!-~]+$' },
    example: '5f0c1c9e-8a55-4f0e-9d2c-3b7b0d6f2a11',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      '`ETag` of the version that you read: the change happens only if it is still the present one, else 412. `*`: any version.',
    schema: { type: 'string', examples: ['"1"'] },
  },
} as const;
