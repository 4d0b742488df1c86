import { describe, expect, it } from 'vitest';
import { createOpenText } from './open-text.js';
import type { TokenWindow } from './to-token-windows.js';

function* windows(...newTokens: readonly number[]): Generator<TokenWindow, undefined> {
  for (const count of newTokens) yield { ids: Array.from({ length: count }, () => 5), newTokens: count };
  return undefined;
}

describe('createOpenText', () => {
  it('is finished with its last window and joins the vectors in order', () => {
    const text = createOpenText({ requestId: 1, kind: 'texts', windows: windows(4, 3) });
    expect(text.finishWindow(Int8Array.of(1, 2))).toBe(false);
    expect(text.finishWindow(Int8Array.of(3, 4))).toBe(true);
    expect(text.result()).toEqual({ vectors: Int8Array.of(1, 2, 3, 4), tokens: 7 });
  });

  it('shows the same window until that is finished', () => {
    const text = createOpenText({ requestId: 1, kind: 'texts', windows: windows(4, 3) });
    expect(text.peek()).toBe(text.peek());
    text.finishWindow(Int8Array.of(1));
    expect(text.peek().newTokens).toBe(3);
  });

  it('ends a question with its first window', () => {
    const question = createOpenText({ requestId: 1, kind: 'query', windows: windows(4, 3) });
    expect(question.finishWindow(Int8Array.of(1, 2))).toBe(true);
    expect(question.result()).toEqual({ vectors: Int8Array.of(1, 2), tokens: 4 });
  });

  it('reads no window before it is asked for one', () => {
    let reads = 0;
    function* counted(): Generator<TokenWindow, undefined> {
      reads += 1;
      yield* windows(1);
      return undefined;
    }
    const text = createOpenText({ requestId: 1, kind: 'texts', windows: counted() });
    expect(reads).toBe(0);
    text.peek();
    expect(reads).toBe(1);
  });
});
