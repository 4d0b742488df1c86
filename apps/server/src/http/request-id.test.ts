import { describe, expect, it } from 'vitest';
import { readClientRequestId } from './request-id.js';

describe('readClientRequestId', () => {
  it.each(['a', 'trace-4711', '~!@#$%^&*()', 'x'.repeat(128)])('takes %j', (header) => {
    expect(readClientRequestId(header)).toBe(header);
  });

  it.each([[undefined], [''], ['two words'], ['x'.repeat(129)], ['caf\u00e9'], ['a\u0000'], [['a', 'b']]])(
    'ignores %j',
    (header) => {
      expect(readClientRequestId(header)).toBeNull();
    },
  );
});
