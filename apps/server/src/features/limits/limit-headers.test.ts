import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMonth } from './calendar.js';
import { toLimitHeaders, toPolicyHeader, toRateLimitHeader, type LimitStates } from './limit-headers.js';
import type { LimitState } from './rate-limiter.js';
import { parseFieldList } from './structured-field-fixture.js';
import type { TenantLimits } from './tenant-limits.js';

const NOW = Date.UTC(2026, 1, 1, 12);
const LIMITS: TenantLimits = { perMinute: 60, perDay: 5000, atOnce: 5, perMonth: null, memoriesStored: null };
const NONE: LimitStates = { minute: null, slots: null, day: null, month: null };
const month = { period: toMonth(NOW), requests: 100, tokens: 7, embeddings: null };

const sizes = fc.option(fc.integer({ min: 1, max: 999_999_999_999_999 }));
const states = fc.option(
  fc.record<LimitState>({
    size: fc.integer({ min: 1, max: 1e9 }),
    used: fc.integer({ min: 0, max: 1e9 }),
    resetsInMs: fc.option(fc.integer({ min: 0, max: 31 * 86_400_000 })),
  }),
);

describe('the headers of limits', () => {
  it('name each policy with its quota and its window', () => {
    expect(parseFieldList(toPolicyHeader(LIMITS, month))).toEqual([
      { name: 'minute', parameters: { q: 60, w: 60 } },
      { name: 'day', parameters: { q: 5000, w: 86_400 } },
      { name: 'month', parameters: { q: 100, w: 28 * 86_400 } },
      { name: 'concurrent', parameters: { q: 5, qu: 'concurrent-requests' } },
    ]);
    expect(toPolicyHeader({ ...LIMITS, perMinute: null, perDay: null, atOnce: null }, null)).toBe('');
  });

  it('tell what is left, and in how many seconds all of it is open', () => {
    const minute = { size: 60, used: 1, resetsInMs: 59_001 };
    const day = { size: 5000, used: 5001, resetsInMs: 43_200_000 };
    expect(toRateLimitHeader({ ...NONE, minute, day, slots: { size: 5, used: 2, resetsInMs: null } })).toBe(
      '"minute";r=59;t=60, "day";r=0;t=43200, "concurrent";r=3',
    );
  });

  it('tell the older headers of the minute, or else of what there is', () => {
    const minute = { size: 60, used: 1, resetsInMs: 59_001 };
    const slots = { size: 5, used: 2, resetsInMs: null };
    expect(toLimitHeaders({ policy: 'p', states: { ...NONE, minute, slots }, nowMs: NOW })).toEqual({
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '59',
      'x-ratelimit-reset': String(NOW / 1000 + 60),
      'ratelimit-policy': 'p',
      ratelimit: '"minute";r=59;t=60, "concurrent";r=3',
    });
    expect(toLimitHeaders({ policy: 'p', states: { ...NONE, slots }, nowMs: NOW })).toMatchObject({
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '3',
      'x-ratelimit-reset': String(NOW / 1000),
    });
    expect(toLimitHeaders({ policy: '', states: NONE, nowMs: NOW })).toEqual({});
  });

  it('parse as RFC 9651 whatever the limits are, and never promise less than nothing', () => {
    const limits = fc.record({ perMinute: sizes, perDay: sizes, atOnce: sizes });
    fc.assert(
      fc.property(limits, fc.record({ minute: states, slots: states, day: states, month: states }), (some, all) => {
        const policy = toPolicyHeader({ ...some, perMonth: null, memoriesStored: null }, null);
        if (policy !== '') {
          for (const { parameters } of parseFieldList(policy)) expect(parameters['q']).toBeGreaterThan(0);
        }
        const header = toRateLimitHeader(all);
        if (header !== '') {
          for (const { parameters } of parseFieldList(header)) expect(parameters['r']).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
