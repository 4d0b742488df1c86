import { describe, expect, it } from 'vitest';
import { EvalInputError } from './eval-input-error.js';
import { createRemoteSender } from './remote-sender.js';

describe('createRemoteSender', () => {
  it.each(['localhost:8080', 'ftp://localhost', 'http://'])('refuses %s as the address of a server', (baseUrl) => {
    expect(() => createRemoteSender({ baseUrl, key: 'k' })).toThrow(EvalInputError);
  });

  it.each(['http://localhost:8080', 'https://memory.example.org/v1/'])('takes %s', (baseUrl) => {
    expect(createRemoteSender({ baseUrl, key: 'k' })).toHaveProperty('send');
  });
});
