import { describe, expect, it } from 'vitest';
import { boundEmailFormat } from './bound-email-format.js';

function createFormat(pattern: unknown): (text: string) => boolean {
  let format = (_text: string): boolean => false;
  boundEmailFormat({ formats: { email: pattern }, addFormat: (_name, isOfFormat) => (format = isOfFormat) });
  return format;
}

describe('boundEmailFormat', () => {
  it('keeps the pattern for what can be an address', () => {
    const isEmail = createFormat(/^[^@]+@[^@]+$/);
    expect([isEmail('ada@example.com'), isEmail('ada'), isEmail(`${'a'.repeat(242)}@example.com`)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('asks no pattern about what is too long', () => {
    const isEmail = createFormat(/^(?:a|\.)+@/);
    expect(isEmail(`${'a'.repeat(243)}@example.com`)).toBe(false);
    expect(isEmail('a.'.repeat(4_500_000))).toBe(false);
  });

  it('notices when there is no pattern to keep', () => {
    expect(() => createFormat(undefined)).toThrow(/Invariant/);
  });
});
