import type { FastifyInstance } from 'fastify';

const INTERVAL_MS = 50;

/**
 * Lets a closing server be gone with its last answer. Node ends the connections that are idle when closing begins; one
 * that was busy then, and is kept alive by its client, would hold the server until it is abandoned.
 */
export function addEndConnections(app: FastifyInstance): void {
  const { server } = app;
  app.addHook('preClose', (done) => {
    // Without a socket (`inject`) there is nothing to end, and no end that would be told.
    if (server.listening) {
      const timer = setInterval(() => server.closeIdleConnections(), INTERVAL_MS);
      server.once('close', () => clearInterval(timer));
    }
    done();
  });
}
