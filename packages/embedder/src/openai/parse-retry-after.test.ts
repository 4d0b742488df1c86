import { describe, expect, it } from 'vitest';
import { parseRetryAfterMs } from './parse-retry-after.js';

const NOW_MS = Date.UTC(2026, 0, 15, 12, 0, 0);

describe('parseRetryAfterMs', () => {
  it.each([
    ['0', 0],
    ['2', 2000],
    [' 30 ', 30_000],
    ['0.5', 500],
    ['Thu, 15 Jan 2026 12:00:10 GMT', 10_000],
    ['Thu, 15 Jan 2026 11:59:00 GMT', 0],
  ])('reads %j as %i ms', (header, waitMs) => {
    expect(parseRetryAfterMs(header, NOW_MS)).toBe(waitMs);
  });

  it.each([null, '', 'soon', '-5', '1e9', '2 seconds', 'NaN'])('takes nothing from %j', (header) => {
    expect(parseRetryAfterMs(header, NOW_MS)).toBeNull();
  });
});
