import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '@memory-api/contract';
import type { Asked } from './ask-ranker.js';
import type { Contestant } from './contestant.js';
import type { PeerOptions } from './peer-port.js';
import type { PeerCall, PeerDescription, PeerReply } from './serve-peer.js';

/** How the process of a peer is started. */
export interface PeerProcessOptions {
  readonly name: string;
  /** The built module that serves the peer, and what it is called with. */
  readonly file: string;
  readonly args: readonly string[];
  /** A directory of its own, made if missing, which is its home, too: packages leave notes there. */
  readonly directory: string;
  /** Where its output goes. */
  readonly logFile: string;
  readonly embeddings: PeerOptions['embeddings'];
  /** Versions of packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Starts a peer in a process of its own, so that its memory and its pauses are nobody else's. */
export async function startPeer(options: PeerProcessOptions): Promise<Contestant> {
  const { call, end } = forkPeer(options);
  const { name, directory, embeddings, versions } = options;
  const description = (await call({
    method: 'open',
    options: { embeddings, directory: join(directory, 'store') },
  })) as PeerDescription;
  return {
    name,
    packageName: description.packageName,
    version: versions[description.packageName] ?? 'unknown',
    settings: description.settings,
    store: async (namespace, memories) => void (await call({ method: 'store', namespace, memories })),
    ask: async (asking, seconds) => (await call({ method: 'ask', asking, seconds })) as Asked,
    load: async (asking, load) => Number(await call({ method: 'load', asking, load })),
    close: async () => {
      await call({ method: 'close' });
      await end();
    },
  };
}

interface PeerLink {
  readonly call: (call: PeerCall) => Promise<unknown>;
  readonly end: () => Promise<void>;
}

function forkPeer({ name, file, args, directory, logFile }: PeerProcessOptions): PeerLink {
  mkdirSync(join(directory, 'store'), { recursive: true });
  const log = openSync(logFile, 'a');
  // No keys, proxies or settings of whoever runs this: nothing may differ from machine to machine.
  const env = { PATH: process.env['PATH'], HOME: directory, NODE_ENV: 'production' };
  const child = fork(file, [...args], { env, cwd: directory, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  const ended = once(child, 'exit');
  const call = async (message: PeerCall): Promise<unknown> => {
    invariant(child.connected, `the process of ${name} has ended`);
    const reply = once(child, 'message');
    child.send(message);
    const [answer] = (await Promise.race([reply, ended.then(() => [lost(name)])])) as [PeerReply];
    invariant(answer.isOk, `${name}: ${answer.isOk ? '' : answer.message}`);
    return answer.result;
  };
  const end = async (): Promise<void> => {
    child.disconnect();
    // Packages leave timers and sockets open.
    child.kill();
    await ended;
  };
  return { call, end };
}

function lost(name: string): PeerReply {
  return { isOk: false, message: `the process of ${name} ended before it answered` };
}
