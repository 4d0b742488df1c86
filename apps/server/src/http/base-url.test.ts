import { describe, expect, it } from 'vitest';
import { toBaseUrl } from './base-url.js';

describe('toBaseUrl', () => {
  it.each(['example.com', '127.0.0.1:8080', 'localhost:80', '[::1]:8080', '[2001:db8::1]'])('repeats %s', (host) => {
    expect(toBaseUrl({ protocol: 'https', host })).toBe(`https://${host}`);
  });

  it.each(['', 'a b', 'example.com/path', 'x"onload=', 'user@example.com', '[evil]'])("doesn't repeat %j", (host) => {
    expect(toBaseUrl({ protocol: 'https', host })).toBe('');
  });
});
