import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createTurnSocket } from './turn-socket.js';

/** A connection to a server that sends back what it gets. */
async function connectToEcho() {
  const server = createServer((peer) => peer.pipe(peer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = createTurnSocket();
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  let received = '';
  socket.on('data', (bytes: Buffer) => (received += bytes.toString()));
  const waitFor = async (text: string): Promise<void> => {
    while (!received.endsWith(text)) await once(socket, 'data');
  };
  const close = async (): Promise<void> => {
    socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { socket, waitFor, read: () => received, close };
}

it('keeps what is written in one turn together until its end', async () => {
  const { socket, waitFor, read, close } = await connectToEcho();
  socket.write('begin;');
  socket.write('select;');
  socket.write('commit;');
  expect(socket.writableLength).toBe('begin;select;commit;'.length);
  await waitFor('commit;');
  expect([read(), socket.writableLength, socket.writableCorked]).toEqual(['begin;select;commit;', 0, 0]);
  await close();
});

it('sends turn after turn, in order, and tells of each write', async () => {
  const { socket, waitFor, read, close } = await connectToEcho();
  const told: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    socket.write(`${turn}a `);
    socket.write(`${turn}b `, () => told.push(turn));
    await waitFor(`${turn}b `);
  }
  expect(read()).toBe('0a 0b 1a 1b 2a 2b 3a 3b 4a 4b ');
  expect(told).toEqual([0, 1, 2, 3, 4]);
  await close();
});

it('nests with a caller that gathers by itself', async () => {
  const { socket, waitFor, read, close } = await connectToEcho();
  socket.cork();
  socket.write('parse ');
  socket.write('bind ');
  socket.uncork();
  socket.write('sync ');
  await waitFor('sync ');
  expect(read()).toBe('parse bind sync ');
  await close();
});
