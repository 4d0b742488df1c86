import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmbedderError } from '../embedder-error.js';
import { parseEndpointAddress } from './parse-endpoint-address.js';

function refusalOf(baseUrl: string, apiKey: string | null): EmbedderError {
  try {
    parseEndpointAddress({ baseUrl, apiKey });
  } catch (error) {
    if (error instanceof EmbedderError) return error;
  }
  throw new Error('it was taken');
}

describe('parseEndpointAddress', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1/embeddings'],
    ['http://localhost:11434/v1/', 'http://localhost:11434/v1/embeddings'],
    ['http://localhost:11434///', 'http://localhost:11434/embeddings'],
  ])('puts the operation behind %s', (baseUrl, url) => {
    expect(parseEndpointAddress({ baseUrl, apiKey: null })).toEqual({ url, apiKey: null });
  });

  it.each(['', 'api.openai.com/v1', 'file:///etc/passwd', 'ftp://host/v1', 'http://', 'https://user@host/v1'])(
    'refuses an address that fetch could not ask: "%s"',
    (baseUrl) => {
      const error = refusalOf(baseUrl, null);
      expect(error).toMatchObject({
        retryable: false,
        message: expect.stringContaining('EMBEDDER_BASE_URL') as string,
      });
    },
  );

  it('refuses a password in the address without telling it', () => {
    expect(refusalOf('https://user:hunter2@host/v1', null).message).not.toContain('hunter2');
  });

  it('takes a key of visible ASCII and refuses every other, naming the variable and not the key', () => {
    const keys = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.stringMatching(/^sk-[a-z]{4,9}[ \r\n]?$/));
    fc.assert(
      fc.property(keys, (apiKey) => {
        const isVisible = apiKey !== '' && [...apiKey].every((letter) => letter > ' ' && letter <= '~');
        if (isVisible) {
          expect(parseEndpointAddress({ baseUrl: 'https://host', apiKey }).apiKey).toBe(apiKey);
        } else {
          expect(refusalOf('https://host', apiKey).message).toBe(
            'EMBEDDER_API_KEY takes visible ASCII characters alone',
          );
        }
      }),
    );
  });
});
