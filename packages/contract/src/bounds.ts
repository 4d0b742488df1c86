/** Largest request body, in bytes (contract section 2). Larger ones are 413 `PAYLOAD_TOO_LARGE`. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** How deep the JSON of a body may be nested: the body itself is level 1. */
export const MAX_NESTING = 20;

/**
 * Longest text of a memory and longest context of a query, in Unicode code points after trimming.
 * Code points, because that is what `maxLength` of JSON Schema counts (an emoji is one, not two).
 */
export const MAX_TEXT_CHARACTERS = 50_000;

/** Largest `metadata` of one memory, in bytes of its JSON in UTF-8. */
export const MAX_METADATA_BYTES = 16_384;

/** Longest name of an organization or a key, in code points. */
export const MAX_NAME_CHARACTERS = 255;

/** Longest `session_id`, in code points. */
export const MAX_SESSION_ID_CHARACTERS = 255;

/** Longest `Idempotency-Key`, in characters. */
export const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;

/** How long the answer to an `Idempotency-Key` is kept, in hours. */
export const IDEMPOTENCY_RETENTION_HOURS = 24;

/** Longest `X-Request-ID` of a caller, in visible ASCII characters. */
export const MAX_CLIENT_REQUEST_ID_CHARACTERS = 128;

/** Most namespaces that one API key may be held to. */
export const MAX_KEY_NAMESPACES = 100;

/** Most address ranges in the allow-list of one API key. */
export const MAX_IP_ALLOWLIST_ENTRIES = 100;

/** Longest life that can be asked for an API key, in days. */
export const MAX_KEY_EXPIRES_IN_DAYS = 365;

/** Longest life that can be asked for a memory, in days: a hundred years. */
export const MAX_MEMORY_EXPIRES_IN_DAYS = 36_500;

/** Longest grace period of a rotated key, in hours. */
export const MAX_GRACE_PERIOD_HOURS = 168;

/** Grace period of a rotated key when none is given, in hours. */
export const DEFAULT_GRACE_PERIOD_HOURS = 24;

/** Name of a key when none is given, and of the key that a signup makes. */
export const DEFAULT_KEY_NAME = 'Default Key';

/** Namespace of a memory or a query that names none. */
export const DEFAULT_NAMESPACE = 'default';

/** Length of a page when none is given. */
export const DEFAULT_PER_PAGE = 50;

/** Longest page that can be asked for. */
export const MAX_PER_PAGE = 100;

/** Memories that a query returns when it doesn't say how many. */
export const DEFAULT_MAX_MEMORIES = 20;

/** Most memories that a query can ask for. */
export const MAX_MAX_MEMORIES = 100;

/** Threshold of a query that names none: even odds, by the calibration of the score. */
export const DEFAULT_RELEVANCE_THRESHOLD = 0.5;
