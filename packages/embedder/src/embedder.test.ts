import { describe, expect, it } from 'vitest';
import { EmbedderError, isEmbedderError } from './embedder-error.js';
import * as embedder from './embedder.js';

describe('the package', () => {
  it('exports what is documented and nothing else', () => {
    expect(Object.keys(embedder).toSorted()).toEqual([
      'EmbedderError',
      'MINILM_MODEL',
      'createMinilmEmbedder',
      'createOpenAiEmbedder',
      'isEmbedderError',
      'toOpenAiModelName',
    ]);
  });
});

describe('EmbedderError', () => {
  it('carries the code of the error registry, whether to try again, and its cause', () => {
    const cause = new RangeError('inner');
    expect(new EmbedderError('No vectors', { retryable: true, cause })).toMatchObject({
      name: 'EmbedderError',
      message: 'No vectors',
      code: 'EMBEDDER_UNAVAILABLE',
      retryable: true,
      cause,
    });
  });

  it('has no cause where none was given', () => {
    expect(new EmbedderError('No vectors', { retryable: false })).not.toHaveProperty('cause');
  });

  it('is told from other errors', () => {
    expect(isEmbedderError(new EmbedderError('x', { retryable: true }))).toBe(true);
    expect(isEmbedderError(new Error('x'))).toBe(false);
    expect(isEmbedderError(null)).toBe(false);
  });
});
