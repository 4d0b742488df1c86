import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReferenceAnswer } from './start-reference.js';

// The entry of a process of its own (see start-reference.ts): node:http and nothing else, the most that any server
// in this language can do with these bytes.

process.once('message', ({ headers, body }: ReferenceAnswer) => {
  const payload = Buffer.from(body);
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, headers);
    response.end(payload);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit());
