import type { FastifyRequest } from 'fastify';

const PLAIN_HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-fA-F:.]+\](:\d{1,5})?$/;

/**
 * Where the caller reaches this server, by his own `Host` where that is a plain one; otherwise
 * empty, so that a path appended to it is relative to wherever he is.
 */
export function toBaseUrl({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return PLAIN_HOST.test(host) ? `${protocol}://${host}` : '';
}
