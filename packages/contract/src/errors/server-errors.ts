import type { ErrorEntry } from './error-entry.js';

/** Faults of ours and of what we depend on, ordered by status. */
export const SERVER_ERRORS = {
  INTERNAL_ERROR: {
    status: 500,
    title: 'Something went wrong on the server',
    meaning:
      "A fault of ours. The cause is in the server's log under the request id. A write may or may not have happened.",
    whatToDo:
      "Send it once more; for a write, with the same `Idempotency-Key`, so that it can't take effect twice. If it stays, report `meta.request_id` to who runs the server.",
    retryable: true,
  },
  EXTRACTION_FAILED: {
    status: 500,
    title: 'The memories could not be extracted',
    meaning: 'The language model that extracts memories failed or gave an unusable answer. No memory was written.',
    whatToDo:
      'Send it again; if it keeps failing, send shorter content. Who runs the server finds the cause in the log.',
    retryable: true,
  },
  STORAGE_UNAVAILABLE: {
    status: 503,
    title: 'The database cannot be reached',
    meaning:
      "The database can't be read or written now: its disk is full, or the connection to it is lost. What was answered before is safe; this request changed nothing, unless the message says that the database went away while it kept the write: then nobody knows.",
    whatToDo:
      'Send it again after the seconds in `Retry-After`; a write that may have been kept, with the same `Idempotency-Key`, or look first whether it is there. If you run the server: look at the log, and at the free space of `DATA_DIR` or at PostgreSQL. It recovers by itself as soon as there is room, or the database answers.',
    retryable: true,
  },
  EMBEDDER_UNAVAILABLE: {
    status: 503,
    title: 'The embedding model is not available',
    meaning:
      "The model that turns text into vectors is still starting, is overloaded, or its provider can't be reached. Nothing was changed.",
    whatToDo:
      'Send it again after the seconds in `Retry-After`. Reading, listing and deleting memories work meanwhile. If you run the server: `GET /health` and the log tell why.',
    retryable: true,
  },
  PAYMENT_PROVIDER_UNAVAILABLE: {
    status: 503,
    title: 'The payment provider cannot be reached',
    meaning: 'The payment provider did not answer, or refused. Nothing was changed.',
    whatToDo: 'Send it again in a minute. If you run the server: the log has what the provider said.',
    retryable: true,
  },
  SHUTTING_DOWN: {
    status: 503,
    title: 'The server is shutting down',
    meaning: 'The server finishes what is under way and takes nothing new. Nothing was changed.',
    whatToDo: 'Send it again in a few seconds: another node, or this one after its restart, will answer.',
    retryable: true,
  },
} as const satisfies Record<string, ErrorEntry>;
