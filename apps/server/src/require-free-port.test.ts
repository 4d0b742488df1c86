import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { requireFreePort } from './require-free-port.js';

const host = '127.0.0.1';

it('refuses a port that another program has, and leaves a free one free', async () => {
  const other = createServer();
  other.listen({ host, port: 0 });
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(requireFreePort({ host, port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  other.close();
  await once(other, 'close');
  await requireFreePort({ host, port });
  await requireFreePort({ host, port });
});

it('refuses an address that is none of this machine', async () => {
  await expect(requireFreePort({ host: '192.0.2.1', port: 0 })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});
