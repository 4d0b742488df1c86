import { createApiKey } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { redactApiKeys } from './redact-api-keys.js';

describe('redactApiKeys', () => {
  it('takes whole keys, cut off ones and mistyped ones out, wherever they stand', () => {
    const [live, test] = [createApiKey('live'), createApiKey('test')];
    expect(redactApiKeys(`"${live}" and ${test}, ${live.slice(0, -6)}x`)).toBe(
      '"mem_live_[redacted]" and mem_test_[redacted], mem_live_[redacted]',
    );
  });

  it('leaves ids, prefixes and names alone', () => {
    const text = 'mem_01k3zq8v5n7r2t4w6y8a0c1e3g key_01k3zq8v5n7r2t4w6y8a0c1e3g mem_live_a1b2c3… mem_live_docs';
    expect(redactApiKeys(text)).toBe(text);
  });
});
