import { ApiError } from '@memory-api/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createCheckStep } from './step.js';

function run(check: (request: FastifyRequest) => void): readonly unknown[] {
  const calls: unknown[] = [];
  createCheckStep(check)({} as FastifyRequest, {} as FastifyReply, (...arguments_) =>
    calls.push(...arguments_, 'done'),
  );
  return calls;
}

describe('createCheckStep', () => {
  it('goes on when the check finds nothing', () => {
    expect(run(() => {})).toEqual(['done']);
  });

  it('leaves with what the check throws, once', () => {
    const error = new ApiError({ code: 'IP_NOT_ALLOWED' });
    const leave = run(() => {
      throw error;
    });
    expect(leave).toEqual([error, 'done']);
  });

  it('makes an error of ours of anything else that is thrown', () => {
    const [error] = run(() => {
      throw new RangeError('out of stack');
    });
    expect(error).toMatchObject({ code: 'INTERNAL_ERROR', cause: expect.any(RangeError) });
  });
});
