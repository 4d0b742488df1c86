import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Listens for a moment where the server is going to, so that a start which can't listen ends before it has changed
 * what other nodes go by.
 *
 * @throws Node's error of listening
 */
export async function requireFreePort(place: { readonly host: string; readonly port: number }): Promise<void> {
  const probe = createServer((socket) => socket.destroy());
  probe.listen(place);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}
