import { describe, expect, it } from 'vitest';
import { toRoutableUrl } from './routable-url.js';

describe('toRoutableUrl', () => {
  it.each(['/v1/memories', '/v1/memories/a%20b?x=%zz', '/v1/memories/caf%C3%A9', '/?a=1'])('leaves %s alone', (url) => {
    expect(toRoutableUrl(url)).toBe(url);
  });

  it.each([
    ['/v1/%zz', '/v1/%25zz'],
    ['/v1/%', '/v1/%25'],
    ['/v1/%ff?a=%20', '/v1/%25ff?a=%20'],
  ])('makes a readable path of %s', (url, expected) => {
    expect(toRoutableUrl(url)).toBe(expected);
  });
});
