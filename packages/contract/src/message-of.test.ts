import { expect, it } from 'vitest';
import { messageOf } from './message-of.js';

it.each([
  [new TypeError('the disk is full'), 'the disk is full'],
  ['gone', 'gone'],
  [null, 'null'],
  [undefined, 'undefined'],
  [28, '28'],
])('says of %o what it says', (thrown, said) => {
  expect(messageOf(thrown)).toBe(said);
});
