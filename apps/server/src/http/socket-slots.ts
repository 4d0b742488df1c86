import type { Socket } from 'node:net';
import type { LimitedRequest } from './limits.js';

/** Gives slots back when connections end. */
export interface SocketSlots {
  /** Keeps the slot of a request with its connection: should that close before the answer, the slot comes back. */
  hold(socket: Socket, request: LimitedRequest): void;
  /** Gives the slot of an answered request back. */
  release(socket: Socket, request: LimitedRequest): void;
}

/**
 * One listener a connection, whatever it carries: a response tells of its end only once it is its turn to be sent, and
 * one that waits behind another of its connection would never tell.
 */
export function createSocketSlots(): SocketSlots {
  const held = new WeakMap<Socket, Set<LimitedRequest>>();
  return {
    hold(socket, request) {
      if (socket.destroyed) {
        request.leave();
        return;
      }
      let requests = held.get(socket);
      if (requests === undefined) {
        requests = new Set();
        held.set(socket, requests);
        const open = requests;
        socket.once('close', () => {
          for (const left of open) left.leave();
        });
      }
      requests.add(request);
    },
    release(socket, request) {
      held.get(socket)?.delete(request);
      request.leave();
    },
  };
}
