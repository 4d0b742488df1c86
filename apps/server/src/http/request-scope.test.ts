import type { Transaction } from '@memory-api/storage';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { RequestScope } from './request-scope.js';

function createScope() {
  const kept: unknown[] = [];
  const response = Object.assign(new EventEmitter(), { writableFinished: false });
  const scope = new RequestScope({
    requestId: 'req_1',
    clientRequestId: null,
    nowMs: 0,
    ip: '192.0.2.1',
    request: { protocol: 'http', host: 'localhost:8080' },
    response: response as unknown as ConstructorParameters<typeof RequestScope>[0]['response'],
    parts: {
      storage: { write: async (body) => body({} as Transaction) },
      keepAnswer: async (_transaction, _scope, result) => void kept.push(result),
    },
  });
  return { scope, response, kept };
}

describe('RequestScope', () => {
  it('aborts its signal when the caller goes away', () => {
    const { scope, response } = createScope();
    const { signal } = scope;
    expect(signal.aborted).toBe(false);
    response.emit('close');
    expect(signal.aborted).toBe(true);
  });

  it('aborts nothing once the answer is out', () => {
    const { scope, response } = createScope();
    const { signal } = scope;
    response.writableFinished = true;
    response.emit('close');
    expect(signal.aborted).toBe(false);
  });

  it('gives the same signal each time', () => {
    const { scope } = createScope();
    expect(scope.signal).toBe(scope.signal);
  });

  it('keeps the answer of an idempotent write', async () => {
    const { scope, kept } = createScope();
    scope.idempotent = { keyHash: 'hash', fingerprint: 'print' };
    await scope.write(async () => ({ data: 1 }));
    expect(kept).toEqual([{ data: 1 }]);
  });

  it.each([
    ['no idempotency key was sent', null, {}],
    ['nothing had an effect', { keyHash: 'hash', fingerprint: 'print' }, { effect: false }],
  ])('keeps no answer where %s', async (_why, idempotent, result) => {
    const { scope, kept } = createScope();
    scope.idempotent = idempotent;
    await scope.write(async () => ({ data: 1, ...result }));
    expect(kept).toEqual([]);
  });

  it('keeps no answer of a write that failed', async () => {
    const { scope, kept } = createScope();
    scope.idempotent = { keyHash: 'hash', fingerprint: 'print' };
    await expect(scope.write(async () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    expect(kept).toEqual([]);
  });

  it('writes once', async () => {
    const { scope } = createScope();
    await scope.write(async () => ({ data: 1 }));
    await expect(scope.write(async () => ({ data: 2 }))).rejects.toThrow('a request writes once');
  });

  it('knows how its caller reaches the server', () => {
    expect(createScope().scope.baseUrl).toBe('http://localhost:8080');
  });
});
