import { expect, it } from 'vitest';
import { withoutUndefined } from './patch.js';

it('leaves out what was given as undefined and keeps null', () => {
  expect(withoutUndefined({ name: 'a', email: undefined, planId: null, isActive: false })).toEqual({
    name: 'a',
    planId: null,
    isActive: false,
  });
  expect('email' in withoutUndefined({ email: undefined })).toBe(false);
});
