/** `info.description` of the OpenAPI document: what holds for every operation. */
export const DOCUMENT_INTRODUCTION = `Store what you learn about your users, and find it again in plain words.

JSON in, JSON out. Names are snake_case. Times are RFC 3339 in UTC, cut to milliseconds. Ids begin with what they name (\`org_\`, \`key_\`, \`mem_\`, \`req_\`, \`aud_\`, \`inv_\`) and sort by time; they compare byte by byte. Clients ignore fields of an answer that they don't know: new ones may be added.

## Authentication
Send an API key as \`Authorization: Bearer mem_live_…\` (recommended) or \`X-API-Key: mem_live_…\`. Both headers with the same key are fine; with different keys it is 400. A key in the URL is never accepted. \`mem_live_\` keys are production; \`mem_test_\` keys open a sandbox that shares nothing with it.

Each operation names the scope that a key needs, also as \`x-scope\`: \`read\`, \`write\`, \`delete\`, \`admin\` (which covers the other three), \`any\` valid key, or \`none\`. Scope is checked before the body is read. A key may also be held to namespaces and to addresses. Another organization's id answers exactly like a missing one: 404.

## Answers
Success: \`{"success": true, "data": …, "meta": {"request_id", "processing_time_ms", "usage"}}\`; lists have \`pagination\` beside \`data\`. Failure: \`{"success": false, "error": {"code", "message", "details"?, "doc_url"}, "meta": {"request_id"}}\`. Every answer has the header \`X-Request-ID\`, made by the server; a caller's own \`X-Request-ID\` comes back as \`X-Client-Request-ID\`.

An unknown path is 404 \`NOT_FOUND\` (under \`/v1\` only with a valid key: without one it is 401), a known one with another method 405 \`METHOD_NOT_ALLOWED\` with \`Allow\`. \`HEAD\` is answered wherever \`GET\` is: the same status and headers, without the body.

## Bodies
A body is JSON in UTF-8, at most 10 MB, nested at most 20 levels, without U+0000 and without lone surrogates. Unknown fields are faults, and \`VALIDATION_ERROR\` lists every fault. The type is \`application/json\`; because that is what \`curl -d\` sends on its own, a body of JSON labelled \`application/x-www-form-urlencoded\` is read as well. Form data isn't. An optional field may be null where its type says so: that is the same as leaving it out.

## Retries
Writes accept \`Idempotency-Key\` (up to 255 characters, kept for 24 hours, one organization's and environment's own). The same key with the same method, path and body gets the first answer again, with \`Idempotency-Replayed: true\`; with anything else it is 422. Only answers with an effect are kept: a refused request can be sent again. Every error says on its page whether repeating can help.

## Limits
A plan may limit requests in any sixty seconds, in a day (UTC) and at once. The keys of an organization share its limits; the sandbox has its own. Answers then carry \`X-RateLimit-Limit\`, \`X-RateLimit-Remaining\`, \`X-RateLimit-Reset\` and the IETF fields \`RateLimit-Policy\` and \`RateLimit\`. What is refused (429, or 402 for a month's quota and for memories stored) is not carried out and costs nothing; \`error.details\` says which limit it was, its size, what is used and when it opens again.

## Lists
Newest first. \`page\` and \`per_page\`, or \`cursor\` with \`pagination.next_cursor\` of the page before: cursors are exact while items are added and deleted.

The pages for people (\`/\`, \`/docs\`, \`/docs/errors\`) are not listed here.`;

/** The rooms of the API, in the order of the documentation. */
export const DOCUMENT_TAGS = [
  { name: 'memories', description: 'Store, read, change and delete memories.' },
  { name: 'recall', description: 'Find memories by meaning.' },
  { name: 'usage', description: 'What was used, and what it costs.' },
  { name: 'api-keys', description: 'Make, narrow, rotate and revoke the keys of an organization.' },
  { name: 'accounts', description: 'Sign up; the organization, its plan and its audit log.' },
  { name: 'billing', description: 'What is to be paid: the invoice in the making, and those that were issued.' },
  { name: 'system', description: 'Health, metrics and this document. None of it needs an API key.' },
] as const;
