import { describe, expect, it } from 'vitest';
import { judgeMemory } from './judge-memory.js';

const first = { text: 'a', version: 1 };
const second = { text: 'b', version: 2 };

describe('judgeMemory', () => {
  it('keeps what is there as it was acknowledged, or gone as it was acknowledged', () => {
    expect(judgeMemory([second], [second])).toEqual({ verdict: 'kept', state: second });
    expect(judgeMemory([null], [])).toEqual({ verdict: 'kept', state: null });
  });

  it('finds lost creates, changes and deletes', () => {
    expect(judgeMemory([first], []).verdict).toBe('lost');
    expect(judgeMemory([second], [first]).verdict).toBe('lost');
    expect(judgeMemory([null], [first]).verdict).toBe('lost');
    expect(judgeMemory([second], [{ text: 'a', version: 2 }]).verdict).toBe('lost');
  });

  it('finds creates and changes that were done twice', () => {
    expect(judgeMemory([first], [first, first]).verdict).toBe('doubled');
    expect(judgeMemory([second], [{ text: 'b', version: 3 }]).verdict).toBe('doubled');
  });

  it('allows a write that was never answered to have happened or not, but not twice', () => {
    expect(judgeMemory([first, second], [first]).verdict).toBe('kept');
    expect(judgeMemory([first, second], [second])).toEqual({ verdict: 'kept', state: second });
    expect(judgeMemory([first, null], []).verdict).toBe('kept');
    expect(judgeMemory([null, first], [first, first]).verdict).toBe('doubled');
    expect(judgeMemory([first, second], [{ text: 'b', version: 3 }]).verdict).toBe('doubled');
  });
});
