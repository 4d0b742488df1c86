import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

import { createValidator } from '../testing/create-validator.js';
import { nullable, oneOf, timestamp } from './fields.js';

describe('nullable', () => {
  it('takes null beside what the schema takes, and keeps its bounds', () => {
    const faultsOf = createValidator(nullable(Type.Integer({ minimum: 1 })));
    expect(faultsOf(null)).toEqual([]);
    expect(faultsOf(1)).toEqual([]);
    expect(faultsOf(0)).toEqual(['minimum']);
    expect(faultsOf('1')).toEqual(['type']);
  });

  it('keeps the description, for the documentation', () => {
    expect(nullable(timestamp('When.'))).toMatchObject({ type: ['string', 'null'], description: 'When.' });
  });

  it('refuses a schema without a single type, which it could not widen', () => {
    expect(() => nullable(Type.Union([Type.String(), Type.Integer()]))).toThrow('Invariant');
  });
});

describe('oneOf', () => {
  it('takes its words and nothing else', () => {
    const faultsOf = createValidator(oneOf(['a', 'b'], 'Letters.'));
    expect(faultsOf('b')).toEqual([]);
    expect(faultsOf('c')).toEqual(['enum']);
    expect(faultsOf('')).toEqual(['enum']);
  });
});
