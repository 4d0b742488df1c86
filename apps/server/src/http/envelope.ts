import type { FastifyReply } from 'fastify';
import type { HandlerResult, Pagination } from './request-context.js';
import type { RequestScope } from './request-scope.js';

/** What every JSON answer of the API is sent as. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Last step: the success envelope of contract section 2. Written as text, because `data` may have
 * been written already (for a replay), and is most of it.
 */
export function sendSuccess(
  reply: FastifyReply,
  scope: RequestScope,
  result: HandlerResult<unknown>,
  operationStatus: number,
): void {
  const kept = scope.keptJson;
  const json = kept !== null && kept.data === result.data ? kept.json : toJson(result.data);
  if (result.headers !== undefined) reply.headers(result.headers);
  addLimitHeaders(reply, scope);
  reply
    .code(result.status ?? operationStatus)
    .header('content-type', JSON_TYPE)
    .send(toSuccessText(json, scope, result.pagination));
}

/** Every answer to a request that a plan limits tells how its limits stand. */
export function addLimitHeaders(reply: FastifyReply, { limited }: Pick<RequestScope, 'limited'>): void {
  if (limited === null) return;
  limited.writeHeaders((name, value) => void reply.header(name, value));
}

/** The envelope around `data` that is JSON already. */
export function toSuccessText(
  dataJson: string,
  scope: Pick<RequestScope, 'requestId' | 'nowMs' | 'usage'>,
  pagination: Pagination | undefined,
): string {
  const { tokensInput, tokensOutput, memoriesRead, memoriesWritten, modelCalls } = scope.usage;
  const elapsedMs = Math.max(0, Date.now() - scope.nowMs);
  const pages = pagination === undefined ? '' : `,"pagination":${toPaginationJson(pagination)}`;
  return (
    `{"success":true,"data":${dataJson}${pages},"meta":{"request_id":"${scope.requestId}",` +
    `"processing_time_ms":${elapsedMs},"usage":{"tokens_processed":${tokensInput + tokensOutput},` +
    `"memories_accessed":${memoriesRead + memoriesWritten},"model_calls":${modelCalls}}}}`
  );
}

function toPaginationJson(pagination: Pagination): string {
  const { total, page, perPage, nextCursor } = pagination;
  const totalPages = Math.ceil(total / perPage);
  return toJson({
    total,
    page,
    per_page: perPage,
    total_pages: totalPages,
    has_next: page === null ? nextCursor !== null : page < totalPages,
    has_prev: page === null || page > 1,
    next_cursor: nextCursor,
  });
}

function toJson(value: unknown): string {
  return JSON.stringify(value);
}
