import { describe, expect, it } from 'vitest';
import { startReference } from './start-reference.js';

describe('startReference', () => {
  it('answers every path with the bytes and headers that it was given, but for those of the connection', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '11', etag: '"7"', date: 'long ago' };
    const reference = await startReference({ headers, body: '{"a":"text"}'.slice(0, 11) });
    const answer = await fetch(`http://127.0.0.1:${reference.port}/whatever`);
    expect([answer.status, await answer.text()]).toEqual([200, '{"a":"text"']);
    expect([answer.headers.get('etag'), answer.headers.get('content-type')]).toEqual(['"7"', 'application/json']);
    expect(answer.headers.get('date')).not.toBe('long ago');
    await reference.stop();
    await expect(fetch(`http://127.0.0.1:${reference.port}/`)).rejects.toThrow();
  });
});
