import { describe, expect, it } from 'vitest';
import { EmbedderError, isEmbedderError } from './embedder-error.js';

describe('EmbedderError', () => {
  it('carries the code of the API, and whether asking again may help', () => {
    const error = new EmbedderError('the model is starting', { retryable: true });
    expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: true, message: 'the model is starting' });
    expect(new EmbedderError('the key is refused', { retryable: false }).retryable).toBe(false);
  });

  it('has a cause only where one was given', () => {
    const cause = new Error('socket');
    expect(new EmbedderError('x', { retryable: true, cause }).cause).toBe(cause);
    expect('cause' in new EmbedderError('x', { retryable: true })).toBe(false);
  });

  it('is told from what only looks like it', () => {
    expect(isEmbedderError(new EmbedderError('x', { retryable: false }))).toBe(true);
    expect(isEmbedderError(Object.assign(new Error('x'), { name: 'EmbedderError', retryable: false }))).toBe(false);
    expect(isEmbedderError(undefined)).toBe(false);
  });
});
