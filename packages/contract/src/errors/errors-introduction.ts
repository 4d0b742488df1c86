/** Paragraphs above the list of errors, in Markdown with inline code only. */
export const ERRORS_INTRODUCTION: readonly string[] = [
  'A request that fails is answered with a status of 4xx or 5xx and a body of this form: `{"success": false, "error": {"code", "message", "details"?, "doc_url"}, "meta": {"request_id"}}`. Programs should look at `error.code`, which is stable; `error.message` is for people, and its wording may change. New codes may be added: treat an unknown one by its status.',
  "When you ask for help, name `meta.request_id` (also in the header `X-Request-ID`): the server's log has the whole story under it.",
  "Retrying is safe for reads. For writes, send an `Idempotency-Key`: a retry with the same key can't take effect twice. Where an answer has `Retry-After`, wait that many seconds; else wait a little longer each time.",
];

/**
 * What to say about retrying an error.
 *
 * @param retryable - the registry's flag
 */
export function toRetryText(retryable: boolean): string {
  return retryable ? 'The same request can succeed later.' : "Repeating the same request won't help.";
}
