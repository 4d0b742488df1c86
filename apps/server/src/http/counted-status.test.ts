import { describe, expect, it } from 'vitest';
import { isCountedStatus } from './counted-status.js';

describe('isCountedStatus', () => {
  it('counts what was done, and what the caller got wrong after he was let in', () => {
    const counted = Array.from({ length: 500 }, (_, at) => at + 100).filter(isCountedStatus);
    expect(counted.filter((status) => status >= 300)).toEqual([400, 404, 409, 412, 422]);
    expect(counted.filter((status) => status < 300)).toHaveLength(100);
  });
});
