import { describe, expect, it } from 'vitest';
import { toSuccessText } from './envelope.js';
import type { Pagination } from './request-context.js';

const usage = {
  tokensInput: 5,
  tokensOutput: 2,
  memoriesRead: 0,
  memoriesWritten: 2,
  embeddings: 1,
  modelCalls: 1,
  modelTokensInput: 0,
};

function render(pagination?: Pagination) {
  const scope = { requestId: 'req_1', nowMs: Date.now() - 40, usage };
  return JSON.parse(toSuccessText('{"id":"mem_1"}', scope, pagination)) as Record<string, unknown>;
}

describe('toSuccessText', () => {
  it('puts data and meta into the envelope of the contract', () => {
    const { meta, ...rest } = render();
    expect(rest).toEqual({ success: true, data: { id: 'mem_1' } });
    expect(meta).toMatchObject({
      request_id: 'req_1',
      usage: { tokens_processed: 7, memories_accessed: 2, model_calls: 1 },
    });
    const elapsedMs = (meta as { processing_time_ms: number }).processing_time_ms;
    expect(elapsedMs).toBeGreaterThanOrEqual(40);
    expect(elapsedMs).toBeLessThan(5_000);
  });

  it.each([
    [
      { total: 120, page: 1, perPage: 50, nextCursor: 'c' },
      { total_pages: 3, has_next: true, has_prev: false },
    ],
    [
      { total: 120, page: 3, perPage: 50, nextCursor: null },
      { total_pages: 3, has_next: false, has_prev: true },
    ],
    [
      { total: 0, page: 1, perPage: 50, nextCursor: null },
      { total_pages: 0, has_next: false, has_prev: false },
    ],
    [
      { total: 120, page: null, perPage: 50, nextCursor: 'c' },
      { page: null, has_next: true, has_prev: true },
    ],
    [
      { total: 120, page: null, perPage: 50, nextCursor: null },
      { page: null, has_next: false, has_prev: true },
    ],
  ])('says where %j lies in its list', (pagination, expected) => {
    expect(render(pagination)['pagination']).toMatchObject({ ...expected, total: pagination.total, per_page: 50 });
  });

  it('never tells of a negative time when the clock was set back', () => {
    const text = toSuccessText('1', { requestId: 'req_1', nowMs: Date.now() + 60_000, usage }, undefined);
    expect(text).toContain('"processing_time_ms":0');
  });
});
