import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdempotencyKey, toFingerprint } from './idempotency.js';
import type { Caller } from './request-context.js';

const callerOf = (orgId: string, environment: 'live' | 'test' = 'live') =>
  ({ tenant: { orgId, environment } }) as unknown as Caller;

const request = { method: 'POST', url: '/v1/memories', bodyBytes: Buffer.from('{}') };

describe('parseIdempotencyKey', () => {
  it('takes 1 to 255 visible characters, and keeps only a hash of them', () => {
    const hash = parseIdempotencyKey('order-4711');
    expect(hash).toHaveLength(43);
    expect(hash).not.toContain('order');
    expect(parseIdempotencyKey('x'.repeat(255))).not.toBe(hash);
    expect(parseIdempotencyKey('order-4711')).toBe(hash);
  });

  it.each([[''], ['two words'], ['x'.repeat(256)], ['caf\u00e9'], ['a\u0000'], [['a', 'b']]])(
    'refuses %j',
    (header) => {
      expect(() => parseIdempotencyKey(header)).toThrow('Idempotency-Key must be 1 to 255');
    },
  );
});

describe('toFingerprint', () => {
  it('is the same for the same request', () => {
    expect(toFingerprint(callerOf('org_1'), request)).toBe(toFingerprint(callerOf('org_1'), { ...request }));
  });

  it.each([
    ['another organization', callerOf('org_2'), request],
    ['another environment', callerOf('org_1', 'test'), request],
    ['another method', callerOf('org_1'), { ...request, method: 'PUT' }],
    ['another path', callerOf('org_1'), { ...request, url: '/v1/memories/a' }],
    ['another query', callerOf('org_1'), { ...request, url: '/v1/memories?confirm=true' }],
    ['another body', callerOf('org_1'), { ...request, bodyBytes: Buffer.from('{ }') }],
    ['no body', callerOf('org_1'), { ...request, bodyBytes: null }],
  ])('is another one for %s', (_what, caller, other) => {
    expect(toFingerprint(caller, other)).not.toBe(toFingerprint(callerOf('org_1'), request));
  });

  it('lets no part of a request spill into the next', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (left, right) => {
        const one = toFingerprint(callerOf('org_1'), { ...request, url: left + right, bodyBytes: Buffer.from('') });
        const other = toFingerprint(callerOf('org_1'), { ...request, url: left, bodyBytes: Buffer.from(right) });
        expect(one).not.toBe(other);
      }),
    );
  });
});
