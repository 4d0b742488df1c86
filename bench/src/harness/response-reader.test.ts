import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResponseReader } from './response-reader.js';

const toAnswer = (status: number, body: string) =>
  `HTTP/1.1 ${status} Whatever\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nX-Other: 1\r\n\r\n${body}`;

describe('createResponseReader', () => {
  it('tells the status of each answer that is complete', () => {
    const reader = createResponseReader();
    expect(reader.push(Buffer.from(toAnswer(200, 'one') + toAnswer(404, 'two')))).toEqual([200, 404]);
    expect(reader.push(Buffer.from(toAnswer(204, '')))).toEqual([204]);
  });

  it('stops at an answer without a length, which it would misread', () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n';
    expect(() => createResponseReader().push(Buffer.from(chunked))).toThrow('Content-Length');
  });

  it('gives the same however the bytes are cut into pieces', () => {
    const stream = toAnswer(200, 'x'.repeat(50)) + toAnswer(500, '') + toAnswer(201, '\r\n\r\n');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 10 }), (cuts) => {
        const places = [0, ...cuts.sort((left, right) => left - right), stream.length];
        const reader = createResponseReader();
        const statuses = places
          .slice(1)
          .flatMap((end, index) => reader.push(Buffer.from(stream.slice(places[index], end))));
        expect(statuses).toEqual([200, 500, 201]);
      }),
    );
  });
});
