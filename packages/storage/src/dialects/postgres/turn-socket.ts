import { Socket } from 'node:net';

/**
 * A socket that sends what is written to it in one turn of the event loop together. Most of the processor time of a small
 * read was waking the server: once for the beginning of the transaction, once for the statement, once for its end.
 */
export function createTurnSocket(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (...parts: unknown[]) => boolean;
  let isGathering = false;

  function gather(): void {
    if (isGathering) return;
    isGathering = true;
    socket.cork();
    process.nextTick(() => {
      isGathering = false;
      socket.uncork();
    });
  }

  // Before that, Node would put its own `write` back.
  socket.once('connect', () => {
    Object.assign(socket, {
      write: (...parts: unknown[]): boolean => {
        gather();
        return write(...parts);
      },
    });
  });
  return socket;
}
