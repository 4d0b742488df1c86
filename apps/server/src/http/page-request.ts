import { DEFAULT_PER_PAGE } from '@memory-api/contract';
import type { Page, PageRequest } from '@memory-api/storage';
import type { Pagination } from './request-context.js';

/** The paging parameters that every list takes. */
export interface PageQuery {
  readonly page?: number;
  readonly per_page?: number;
  readonly cursor?: string;
}

/** Maps the parameters of a list to what the stores take. A cursor wins over a page. */
export function toPageRequest({ page = 1, per_page: perPage = DEFAULT_PER_PAGE, cursor }: PageQuery): PageRequest {
  return cursor === undefined ? { perPage, page } : { perPage, cursor };
}

/** Says where a page lies in its list. */
export function toPagination(request: PageRequest, { total, nextCursor }: Page<unknown>): Pagination {
  return {
    total,
    nextCursor,
    perPage: request.perPage,
    page: request.cursor === undefined ? (request.page ?? 1) : null,
  };
}
