import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { ApiError } from '@memory-api/contract';
import { fastify, type FastifyInstance } from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import { createLimitSteps } from './limit-steps.js';
import type { LimitedRequest, Limits } from './limits.js';
import type { RequestScope } from './request-scope.js';
import { createSocketSlots } from './socket-slots.js';

function createLimited(chargeQuotas: LimitedRequest['chargeQuotas'] = () => null) {
  return { chargeQuotas: vi.fn(chargeQuotas), settle: vi.fn(), leave: vi.fn(), writeHeaders: vi.fn() };
}

/** An app with one route, held to limits that a test decides. */
async function createApp(admit: Limits['admit']): Promise<FastifyInstance> {
  const app = fastify();
  const steps = createLimitSteps({ admit });
  app.decorate('tellOfAbandoned', () => undefined);
  app.decorateRequest('scope');
  app.addHook('onRequest', (request, _reply, done) => {
    request.scope = { caller: {}, operation: null, nowMs: 7, limited: null, usage: {} } as unknown as RequestScope;
    done();
  });
  steps.addRelease(app);
  app.get('/', { onRequest: steps.admit, preHandler: steps.chargeQuotas('listMemories') }, async () => 'done');
  app.setErrorHandler((error, _request, reply) => reply.code(429).send(error));
  await app.ready();
  return app;
}

const REFUSAL = new ApiError({ code: 'RATE_LIMIT_EXCEEDED' });

describe('the steps of limits', () => {
  it.each([
    ['at once', (limited: LimitedRequest) => limited],
    ['later, as a count elsewhere would', (limited: LimitedRequest) => Promise.resolve(limited)],
  ])('charge, settle and release a request that is let in %s', async (_, admit) => {
    const limited = createLimited();
    const app = await createApp(() => admit(limited));
    expect((await app.inject('/')).statusCode).toBe(200);
    expect(limited.chargeQuotas).toHaveBeenCalledExactlyOnceWith('listMemories');
    expect(limited.settle).toHaveBeenCalledExactlyOnceWith(200, {});
    expect(limited.leave).toHaveBeenCalledOnce();
    expect(limited.settle.mock.invocationCallOrder[0]).toBeLessThan(limited.leave.mock.invocationCallOrder[0] ?? 0);
  });

  it.each([
    [
      'at once',
      (): never => {
        throw REFUSAL;
      },
    ],
    ['later', () => Promise.reject(REFUSAL)],
  ])('refuse what is refused %s, by the minute or by a quota', async (_, refuse) => {
    const byMinute = await createApp(refuse);
    expect((await byMinute.inject('/')).statusCode).toBe(429);
    const limited = createLimited(refuse);
    const byQuota = await createApp(() => limited);
    expect((await byQuota.inject('/')).statusCode).toBe(429);
    expect(limited.leave).toHaveBeenCalledOnce();
  });

  it('let through whom no plan limits', async () => {
    const app = await createApp(() => null);
    expect((await app.inject('/')).statusCode).toBe(200);
  });

  it('tell what is asked for: which operation, and whether it may be a replay', async () => {
    const admit = vi.fn<Limits['admit']>(() => null);
    const app = await createApp(admit);
    await app.inject('/');
    await app.inject({ url: '/', headers: { 'idempotency-key': 'k' } });
    expect(admit.mock.calls.map(([, admission]) => admission)).toEqual([
      { nowMs: 7, operation: null, mayBeReplay: false },
      { nowMs: 7, operation: null, mayBeReplay: true },
    ]);
  });
});

describe('the slots of a connection', () => {
  const createSocket = (): Socket => new EventEmitter() as unknown as Socket;

  it('come back when it closes, those that were released once only', () => {
    const slots = createSocketSlots();
    const socket = createSocket();
    const requests = [createLimited(), createLimited(), createLimited()] as const;
    for (const request of requests) slots.hold(socket, request);
    slots.release(socket, requests[1]);
    socket.emit('close');
    expect(requests.map(({ leave }) => leave.mock.calls.length)).toEqual([1, 1, 1]);
    expect(socket.listenerCount('close')).toBe(0);
  });

  it('have one listener, however many requests it carries', () => {
    const slots = createSocketSlots();
    const socket = createSocket();
    for (let sent = 0; sent < 50; sent += 1) {
      const request = createLimited();
      slots.hold(socket, request);
      slots.release(socket, request);
    }
    expect(socket.listenerCount('close')).toBe(1);
  });

  it('are not held for a connection that is closed already', () => {
    const slots = createSocketSlots();
    const request = createLimited();
    slots.hold({ destroyed: true } as Socket, request);
    expect(request.leave).toHaveBeenCalledOnce();
  });
});
