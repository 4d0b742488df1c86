import { ApiError } from '@memory-api/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createAuthenticateStep } from './authenticate.js';
import type { Authenticator } from './authenticator.js';
import type { Caller } from './request-context.js';

const caller = { key: { id: 'key_1' } } as unknown as Caller;

function run(authenticate: Authenticator['authenticate'], rawHeaders: readonly string[]) {
  const scope = { ip: '192.0.2.1', nowMs: 7, caller: null as Caller | null, credential: '' };
  const request = { scope, raw: { rawHeaders } } as unknown as FastifyRequest;
  const done = new Promise<Error | undefined>((resolve) => {
    createAuthenticateStep({ authenticate })(request, {} as FastifyReply, resolve);
  });
  return { scope, done };
}

describe('createAuthenticateStep', () => {
  it('hands the credential, the address and the time to the authenticator', async () => {
    const asked: unknown[] = [];
    const { done } = run(
      (...arguments_) => {
        asked.push(...arguments_);
        return caller;
      },
      ['Authorization', 'Bearer abc'],
    );
    await done;
    expect(asked).toEqual([{ kind: 'key', text: 'abc' }, '192.0.2.1', 7]);
  });

  it.each([
    ['at once', () => caller],
    ['after a look-up', async () => caller],
  ])('notes a caller who is known %s, with his key', async (_when, authenticate) => {
    const { scope, done } = run(authenticate, ['X-API-Key', 'abc']);
    expect(await done).toBeUndefined();
    expect(scope).toMatchObject({ caller, credential: 'abc' });
  });

  it.each([
    [
      'at once',
      () => {
        throw new ApiError({ code: 'MISSING_API_KEY' });
      },
    ],
    ['after a look-up', async () => Promise.reject(new ApiError({ code: 'MISSING_API_KEY' }))],
  ])('leaves with the error of a caller who is refused %s', async (_when, authenticate) => {
    const { scope, done } = run(authenticate, []);
    expect(await done).toMatchObject({ code: 'MISSING_API_KEY' });
    expect(scope.caller).toBeNull();
  });

  it('calls what goes wrong beneath it an error of ours', async () => {
    const { done } = run(async () => Promise.reject(new TypeError('no database')), ['X-API-Key', 'abc']);
    expect(await done).toMatchObject({ code: 'INTERNAL_ERROR' });
  });
});
