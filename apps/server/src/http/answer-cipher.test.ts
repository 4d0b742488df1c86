import { createApiKey } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { decryptAnswer, encryptAnswer } from './answer-cipher.js';

const apiKey = createApiKey('live');
const secret = JSON.stringify({ key: createApiKey('live') });

describe('encryptAnswer', () => {
  it('gives the answer back to the key that it was made with', () => {
    expect(decryptAnswer(encryptAnswer(secret, apiKey, 'request'), apiKey, 'request')).toBe(secret);
  });

  it('shows nothing of the answer', () => {
    const sealed = encryptAnswer(secret, apiKey, 'request');
    expect(Buffer.from(sealed, 'base64url').includes('mem_live_')).toBe(false);
  });

  it('never makes the same text twice', () => {
    expect(encryptAnswer(secret, apiKey, 'request')).not.toBe(encryptAnswer(secret, apiKey, 'request'));
  });
});

describe('decryptAnswer', () => {
  it('gives nothing to another key', () => {
    expect(decryptAnswer(encryptAnswer(secret, apiKey, 'request'), createApiKey('live'), 'request')).toBeNull();
  });

  it('gives nothing for another request', () => {
    expect(decryptAnswer(encryptAnswer(secret, apiKey, 'request'), apiKey, 'another')).toBeNull();
  });

  it('notices a changed byte', () => {
    const bytes = Buffer.from(encryptAnswer(secret, apiKey, 'request'), 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(decryptAnswer(bytes.toString('base64url'), apiKey, 'request')).toBeNull();
  });

  it('refuses a text that is too short to be one', () => {
    expect(decryptAnswer('AAAA', apiKey, 'request')).toBeNull();
  });
});
