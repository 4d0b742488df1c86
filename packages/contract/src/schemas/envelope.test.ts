import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

import { createValidator } from '../testing/create-validator.js';
import { ErrorEnvelope, successEnvelope } from './envelope.js';

const meta = {
  request_id: 'req_1',
  processing_time_ms: 4,
  usage: { tokens_processed: 0, memories_accessed: 1, model_calls: 0 },
};
const pagination = {
  total: 3,
  page: 1,
  per_page: 50,
  total_pages: 1,
  has_next: false,
  has_prev: false,
  next_cursor: null,
};
const data = Type.Array(Type.Integer());

describe('successEnvelope', () => {
  it('wants success, data and meta, as contract section 2 shows them', () => {
    const faultsOf = createValidator(successEnvelope(data));
    expect(faultsOf({ success: true, data: [1], meta })).toEqual([]);
    expect(faultsOf({ success: false, data: [1], meta })).toEqual(['/success const']);
    expect(faultsOf({ success: true, data: ['1'], meta })).toEqual(['/data/0 type']);
    expect(faultsOf({})).toEqual(['required', 'required', 'required']);
  });

  it('wants pagination of lists only', () => {
    expect(createValidator(successEnvelope(data, { paginated: true }))({ success: true, data: [], meta })).toEqual([
      'required',
    ]);
    expect(
      createValidator(successEnvelope(data, { paginated: true }))({ success: true, data: [], pagination, meta }),
    ).toEqual([]);
    expect(createValidator(successEnvelope(data, { paginated: false }))({ success: true, data: [], meta })).toEqual([]);
  });

  it.each(Object.keys(pagination))('wants %s of a list', (field) => {
    const rest = Object.fromEntries(Object.entries(pagination).filter(([key]) => key !== field));
    const faultsOf = createValidator(successEnvelope(data, { paginated: true }));
    expect(faultsOf({ success: true, data: [], pagination: rest, meta })).toEqual(['/pagination required']);
  });
});

describe('ErrorEnvelope', () => {
  const faultsOf = createValidator(ErrorEnvelope);
  const error = { code: 'NOT_FOUND', message: 'No.', doc_url: 'http://127.0.0.1:8080/docs/errors#NOT_FOUND' };

  it('takes an error with and without details', () => {
    expect(faultsOf({ success: false, error, meta: { request_id: 'req_1' } })).toEqual([]);
    expect(
      faultsOf({ success: false, error: { ...error, details: { field: 'a' } }, meta: { request_id: 'req_1' } }),
    ).toEqual([]);
  });

  it('refuses one without a code, an address to read on, or a request id', () => {
    expect(faultsOf({ success: false, error: {}, meta: {} })).toHaveLength(4);
    expect(faultsOf({ success: false, error: { ...error, doc_url: '/docs' }, meta: { request_id: 'r' } })).toEqual([
      '/error/doc_url format',
    ]);
  });
});
