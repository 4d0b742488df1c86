import { fork } from 'node:child_process';
import { once } from 'node:events';
import { invariant } from '@memory-api/contract';

/** The bytes that the reference server gives to every request. */
export interface ReferenceAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bare node:http in a process of its own, answering every request with the same bytes. */
export interface ReferenceServer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

// What Node sends by itself, or changes with each answer.
const HOP_BY_HOP = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

/** Starts the reference for an answer that the server under test gave. */
export async function startReference({ headers, body }: ReferenceAnswer): Promise<ReferenceServer> {
  const child = fork(new URL('../../dist/harness/reference-server.js', import.meta.url));
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name));
  child.send({ headers: Object.fromEntries(kept), body });
  const [port] = (await once(child, 'message')) as [number];
  invariant(child.pid !== undefined, 'a process that answered has an id');
  return {
    port,
    pid: child.pid,
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
