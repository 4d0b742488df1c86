import { BILLING_CONFLICTS } from './billing-conflicts.js';
import type { ErrorEntry } from './error-entry.js';

/** Errors that the caller can mend, or has to wait out, ordered by status. */
export const CALLER_ERRORS = {
  VALIDATION_ERROR: {
    status: 400,
    title: 'The request is not valid',
    meaning:
      'Something in the path, the query string, a header or the body breaks a rule: a field is missing, unknown, of the wrong type or out of its bounds, or the body is not JSON, nested deeper than 20 levels, or holds U+0000 or half a surrogate pair. Nothing was changed. `details.errors` lists every fault as `{field, message}`; `details.field` is the first of them.',
    whatToDo:
      'Mend each field that `details.errors` names. An unknown field is most often a typo: names are snake_case. If the body looks right to you, look at what was sent: a shell may have eaten its quotes.',
    retryable: false,
  },
  AMBIGUOUS_CREDENTIALS: {
    status: 400,
    title: 'Two different API keys were sent',
    meaning:
      "The request carries an API key in `Authorization` and a different one in `X-API-Key` (or one of these headers twice). The server won't guess whom to believe.",
    whatToDo: 'Send one key, once. `Authorization: Bearer …` is the recommended header.',
    retryable: false,
  },
  CONFIRMATION_REQUIRED: {
    status: 400,
    title: 'Deleting all memories has to be confirmed',
    meaning: '`DELETE /v1/memories` was sent without `confirm=true`. Nothing was deleted.',
    whatToDo:
      'If you mean it, send `DELETE /v1/memories?confirm=true`; add `namespace=…` to empty one namespace only. To delete one memory, send `DELETE /v1/memories/{memory_id}`.',
    retryable: false,
  },
  CANNOT_REVOKE_CURRENT_KEY: {
    status: 400,
    title: 'A key cannot revoke itself',
    meaning: 'The key to be revoked is the one that this request was made with. It still works.',
    whatToDo:
      'Revoke it with another key that holds `admin`. To replace a key that leaked, rotate it with `grace_period_hours: 0`: that makes a new one and ends the old one at once.',
    retryable: false,
  },
  WEBHOOK_REFUSED: {
    status: 400,
    title: 'The webhook is not signed as it must be',
    meaning: 'The provider has not signed it, or more than five minutes ago. Nothing was changed.',
    whatToDo:
      'This path is for the payment provider alone. If you run the server: compare `STRIPE_WEBHOOK_SECRET` with the signing secret of the webhook at Stripe, look at the clock of the machine, and let no proxy change the body.',
    retryable: false,
  },
  MISSING_API_KEY: {
    status: 401,
    title: 'No API key was sent',
    meaning:
      'The request has neither `Authorization: Bearer …` nor `X-API-Key: …`. A key in the URL, the body or a cookie is never read.',
    whatToDo:
      'Add `-H "Authorization: Bearer $MEMORY_API_KEY"`. If you did, check that the variable is set in this very shell or process, and that no proxy drops the header.',
    retryable: false,
  },
  INVALID_API_KEY_FORMAT: {
    status: 401,
    title: 'The API key is not of the right form',
    meaning:
      "What was sent can't be a key: keys are `mem_live_` or `mem_test_` and 38 letters and digits, of which the last six are a checksum over the rest. A mistyped or cut-off key ends here, and so does a live key edited into a test key.",
    whatToDo:
      'Copy the key again, whole, without blanks, quotes or a line break. The `key_prefix` that lists show is not a key. If the full key is lost, make a new one: it is shown only once.',
    retryable: false,
  },
  INVALID_API_KEY: {
    status: 401,
    title: 'The API key is unknown',
    meaning: 'The key is well formed, but this server has never made it.',
    whatToDo:
      'Check that the base URL and the key belong together: a key of one server (your laptop, staging) is unknown to any other. Else make a new key.',
    retryable: false,
  },
  API_KEY_EXPIRED: {
    status: 401,
    title: 'The API key has expired',
    meaning:
      'The key was right, and its `expires_at`, or the grace period after its rotation, is over. What it stored is untouched.',
    whatToDo:
      "Take the key that replaced it, or make a new one with a key that holds `admin`. An expired key can't be brought back.",
    retryable: false,
  },
  API_KEY_DISABLED: {
    status: 401,
    title: 'The API key has been revoked',
    meaning: "The key was right, and somebody revoked it. That can't be undone. What it stored is untouched.",
    whatToDo:
      'Take another key. `GET /v1/account/audit-log` (scope `admin`) shows when it was revoked, with which key and from where.',
    retryable: false,
  },
  PAYMENT_METHOD_REQUIRED: {
    status: 402,
    title: 'The plan needs a means of payment',
    meaning:
      'The plan costs something, and the organization has neither a means of payment nor a trial that it could begin or is in. Nothing was changed.',
    whatToDo:
      'Add a means of payment, or ask whoever runs the server to let you pay by invoice; then take the plan again.',
    retryable: false,
  },
  QUOTA_EXCEEDED: {
    status: 402,
    title: 'The quota of the plan is used up',
    meaning:
      "The month's calls, tokens or embeddings of a plan without overage are spent, or it holds as many memories as it may. `details` is `{limit, size, used, opens_at}`: `limit` is `calls_per_month`, `tokens_per_month`, `embeddings_per_month` or `memories_stored`, and `opens_at` the first moment of the next month (UTC), or null where only deleting opens it. The request was not carried out and costs nothing.",
    whatToDo:
      "Take a larger plan, or wait for the next period. Where the number of stored memories is the limit, deleting some opens it again. Repeating the request won't help.",
    retryable: false,
  },
  INSUFFICIENT_PERMISSIONS: {
    status: 403,
    title: 'The API key may not do this',
    meaning:
      'The key is good, but too narrow: a scope is missing, or the namespace lies outside its `namespaces`, or it is a test key where a live key is needed, or it tried to make, change, rotate or revoke a key that is wider than itself. `details.required_scopes` and `details.your_scopes` tell them apart. Nothing was changed.',
    whatToDo:
      "Use a key that holds the scope (`GET /v1/account/api-keys/current` shows what yours can do), or make one with a key that holds `admin`. `write` doesn't include `read`; `admin` includes read, write and delete.",
    retryable: false,
  },
  IP_NOT_ALLOWED: {
    status: 403,
    title: 'The API key may not be used from this address',
    meaning:
      "The key has an `ip_allowlist`, and the address that the server sees isn't in it. Behind a proxy that the server doesn't trust, it sees the proxy's address.",
    whatToDo:
      'Call from an allowed address, or add yours with `PATCH /v1/account/api-keys/{key_id}`. Whoever runs the server behind a proxy has to name the proxy in `TRUST_PROXY`.',
    retryable: false,
  },
  ORGANIZATION_DISABLED: {
    status: 403,
    title: 'The organization is switched off',
    meaning: 'Who runs this server has switched the organization off. All its keys are refused; its data is untouched.',
    whatToDo: 'Ask who runs the server. When the organization is switched on again, the same keys work again.',
    retryable: false,
  },
  SIGNUP_CLOSED: {
    status: 403,
    title: 'This server takes no signups',
    meaning: 'Who runs this server has closed `POST /v1/signup`.',
    whatToDo: 'Ask who runs the server for an API key. If that is you: set `SIGNUP=open` and restart.',
    retryable: false,
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is nothing at this path',
    meaning: 'No operation has this path. Paths are case-sensitive and have no slash at the end.',
    whatToDo: 'Compare the path with the API reference at `/docs`. Most paths begin with `/v1`.',
    retryable: false,
  },
  API_KEY_NOT_FOUND: {
    status: 404,
    title: 'There is no such API key',
    meaning:
      "No key of your organization has this id, or it is a live key and you asked with a test key. Another organization's key looks exactly like a missing one.",
    whatToDo:
      'Look the id up with `GET /v1/account/api-keys`. It begins with `key_` and is neither the key itself nor its prefix.',
    retryable: false,
  },
  MEMORY_NOT_FOUND: {
    status: 404,
    title: 'There is no such memory',
    meaning:
      "No memory has this id where your key can see it: it never was, was deleted, has expired, lies outside the key's namespaces, or lives in the other environment (test keys don't see live memories, nor the other way round).",
    whatToDo:
      'Check the id, and that you use the key of the environment in which it was stored. A delete that answers this has nothing left to do.',
    retryable: false,
  },
  INVOICE_NOT_FOUND: {
    status: 404,
    title: 'There is no such invoice',
    meaning:
      "No invoice of your organization has this id. Another organization's invoice looks exactly like a missing one, and a month that cost nothing has none.",
    whatToDo: 'Look the id up with `GET /v1/billing/invoices`. It begins with `inv_` and is not its number.',
    retryable: false,
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The path does not take this method',
    meaning: 'The path exists, with other methods: the header `Allow` lists them.',
    whatToDo:
      'Use a method that `Allow` names. A memory is changed by `PUT`, a key and the account by `PATCH`. If you sent `POST` and were redirected, your client may have turned it into `GET`.',
    retryable: false,
  },
  REQUEST_TIMEOUT: {
    status: 408,
    title: 'The request took too long to arrive',
    meaning: 'The server waited for the whole request and gave up. Nothing was changed.',
    whatToDo: 'Send it again. If it happens often, the connection is slow or the client stops half-way through a body.',
    retryable: true,
  },
  API_KEY_NOT_ACTIVE: {
    status: 409,
    title: 'The API key is not active any more',
    meaning: "A key that is revoked or expired can't be rotated or changed.",
    whatToDo: 'Make a new key with `POST /v1/account/api-keys`.',
    retryable: false,
  },
  LAST_ADMIN_KEY: {
    status: 409,
    title: 'This is the last key with admin',
    meaning:
      'The change would leave the organization without an active live key that holds `admin` and never expires: nobody could manage its keys any more. Nothing was changed.',
    whatToDo: 'First make another live key with scope `admin` and without an expiry, then repeat the change.',
    retryable: false,
  },
  ...BILLING_CONFLICTS,
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still under way',
    meaning: 'Another request with the same `Idempotency-Key` has begun and not ended. This one did nothing.',
    whatToDo: 'Wait a moment and send the same request again: it is answered with the outcome of the first.',
    retryable: true,
  },
  MEMORY_ID_EXISTS: {
    status: 409,
    title: 'The memory_id is taken',
    meaning: 'A memory with this `memory_id` exists in your organization and environment. It was not changed.',
    whatToDo:
      'Change it with `PUT /v1/memories/{memory_id}`, choose another id, or leave `memory_id` out to get one made. To make retries safe, send an `Idempotency-Key`.',
    retryable: false,
  },
  EMAIL_EXISTS: {
    status: 409,
    title: 'The email address is taken',
    meaning: 'Another organization has signed up with this address. Upper and lower case make no difference.',
    whatToDo: 'Use the keys of that organization, or another address. If its keys are lost, ask who runs the server.',
    retryable: false,
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'The memory has changed since you read it',
    meaning: '`If-Match` names a version that is not the present one: somebody wrote in between. Nothing was changed.',
    whatToDo: 'Read the memory again, apply your change to what you find, and send it with the new `ETag`.',
    retryable: false,
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body has more than 10 MB. Nothing was changed.',
    whatToDo: 'Split it: a single text may have 50,000 characters, its `metadata` 16 KB.',
    retryable: false,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is of a type that is not taken here',
    meaning:
      "The `Content-Type` (or the `Content-Encoding`) of the body isn't one that this operation reads. Bodies are JSON in UTF-8.",
    whatToDo:
      "Send JSON with `Content-Type: application/json`. Form data and file uploads aren't read; a body of JSON that curl labels `application/x-www-form-urlencoded` is.",
    retryable: false,
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    meaning:
      'Within the last 24 hours this `Idempotency-Key` came with another method, path or body. This request did nothing.',
    whatToDo: 'Make a new random key for every new request, and keep it only for retries of that very request.',
    retryable: false,
  },
  RATE_LIMIT_EXCEEDED: {
    status: 429,
    title: 'Too many requests',
    meaning:
      'The minute\'s limit of your plan is reached (any sixty seconds, not those of the clock): `details` is `{limit: "requests_per_minute", size, used, opens_at}`; or this address has signed up too often, or sent too many keys that were refused. The request was not carried out and costs nothing.',
    whatToDo:
      'Wait as many seconds as `Retry-After` says, then send it again. A valid key is never refused for failures of others at its address.',
    retryable: true,
  },
  DAILY_QUOTA_EXCEEDED: {
    status: 429,
    title: "The day's requests are used up",
    meaning:
      'The day\'s limit of your plan is reached: `details` is `{limit: "requests_per_day", size, used, opens_at}`. The request was not carried out and costs nothing.',
    whatToDo: 'Wait as many seconds as `Retry-After` says (until midnight UTC), or take a larger plan.',
    retryable: true,
  },
  CONCURRENT_LIMIT_EXCEEDED: {
    status: 429,
    title: 'Too many requests at once',
    meaning:
      'Your organization has as many requests under way as its plan allows: `details` is `{limit: "requests_at_once", size, used, opens_at: null}`. This one was not carried out and costs nothing.',
    whatToDo: 'Send it again as soon as another one has ended (`Retry-After` is a guess), and send fewer at once.',
    retryable: true,
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    title: 'The headers are too large',
    meaning: 'The request line and headers together are larger than the server reads.',
    whatToDo: 'Look for a header that grew: most often cookies, or a body that ended up in a header or the URL.',
    retryable: false,
  },
} as const satisfies Record<string, ErrorEntry>;
