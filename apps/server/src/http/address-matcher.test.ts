import { describe, expect, it } from 'vitest';
import { createAddressMatcher, isRangeCovered, parseAddressRange } from './address-matcher.js';

describe('createAddressMatcher', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.77', true],
    ['192.0.2.0/24', '192.0.3.1', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::1', '::1', true],
    ['192.0.2.0/24', '::ffff:192.0.2.5', true],
    ['::ffff:192.0.2.0/120', '192.0.2.5', true],
    ['::ffff:192.0.2.0/120', '192.0.3.5', false],
  ])('%s against %s: %s', (range, address, expected) => {
    expect(createAddressMatcher([range])(address)).toBe(expected);
  });

  it('takes an address that lies in any of its ranges', () => {
    const isAllowed = createAddressMatcher(['192.0.2.0/24', '2001:db8::/32']);
    expect(isAllowed('2001:db8::5')).toBe(true);
    expect(isAllowed('192.0.2.5')).toBe(true);
    expect(isAllowed('198.51.100.5')).toBe(false);
  });

  it('lets nothing in that is no address', () => {
    expect(createAddressMatcher(['0.0.0.0/0', '::/0'])('unknown')).toBe(false);
  });

  it('lets nobody in by an empty list', () => {
    expect(createAddressMatcher([])('192.0.2.1')).toBe(false);
  });
});

describe('parseAddressRange', () => {
  it.each([
    '10.1',
    '0x7f000001',
    '192.0.2.0/33',
    '2001:db8::/129',
    '192.0.2.0/-1',
    'example.com',
    '',
    '/8',
    '::ffff:0:0/90',
  ])('refuses %j', (text) => {
    expect(parseAddressRange(text)).toBeNull();
  });
});

describe('isRangeCovered', () => {
  it.each([
    ['192.0.2.0/25', ['192.0.2.0/24'], true],
    ['192.0.2.0/24', ['192.0.2.0/24'], true],
    ['192.0.2.0/23', ['192.0.2.0/24'], false],
    ['192.0.2.9', ['198.51.100.0/24', '192.0.2.0/24'], true],
    ['192.0.2.9', ['198.51.100.0/24'], false],
    ['2001:db8:1::/48', ['2001:db8::/32'], true],
    ['2001:db8::/32', ['2001:db8:1::/48'], false],
    ['192.0.2.0/24', ['::/0'], false],
    ['nonsense', ['0.0.0.0/0'], false],
  ])('%s within %j: %s', (inner, outer, expected) => {
    expect(isRangeCovered(inner, outer)).toBe(expected);
  });
});
