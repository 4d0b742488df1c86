import { describe, expect, it } from 'vitest';
import { SAYS_CHANGE } from './change-words.js';

describe('SAYS_CHANGE', () => {
  it.each([
    'User now works in Lyon',
    'User no longer eats meat',
    "User doesn't smoke any more",
    "User doesn't smoke anymore",
    'User used to play chess',
    'User moved to Oslo',
    'User gave up coffee',
    'The flight was canceled',
    'The flight was cancelled',
    'Switched to tea last week',
    'User sold the car',
  ])('is found in: %s', (text) => {
    expect(SAYS_CHANGE.test(text)).toBe(true);
  });

  it.each([
    'User likes tea',
    '',
    'User knows Anna',
    'User reads the newspaper',
    'It snowed',
    'User is against it',
    'User uses a bicycle',
    'User gave Anna a book',
  ])('is not found in: %s', (text) => {
    expect(SAYS_CHANGE.test(text)).toBe(false);
  });

  it('answers the same when it is asked again', () => {
    expect([1, 2, 3].map(() => SAYS_CHANGE.test('User moved'))).toEqual([true, true, true]);
  });
});
