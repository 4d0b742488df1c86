import { expect, it } from 'vitest';
import { toAgreedSizes } from './to-agreed-sizes.js';

it('keeps what is named, null included, and nothing else', () => {
  expect(toAgreedSizes({})).toEqual({ quotas: {}, limits: {} });
  const quotas = { calls: 5, tokens: null, memories_stored: 7 };
  expect(toAgreedSizes({ quotas, limits: { per_minute: 9, at_once: null } })).toEqual({
    quotas: { calls: 5, tokens: null, memoriesStored: 7 },
    limits: { perMinute: 9, atOnce: null },
  });
});
