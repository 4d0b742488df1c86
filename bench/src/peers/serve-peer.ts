import { invariant, messageOf } from '@memory-api/contract';
import { askAtOnce, askInTurn } from './ask-ranker.js';
import type { Asking, Load } from './ask-ranker.js';
import type { MemoryRanker, PeerAdapter, PeerOptions, StoredText } from './peer-port.js';

/** What the process of a peer is asked to do. */
export type PeerCall =
  | { readonly method: 'open'; readonly options: PeerOptions }
  | { readonly method: 'store'; readonly namespace: string; readonly memories: readonly StoredText[] }
  | { readonly method: 'ask'; readonly asking: Asking; readonly seconds: number | null }
  | { readonly method: 'load'; readonly asking: Asking; readonly load: Load }
  | { readonly method: 'close' };

/** How it answers. */
export type PeerReply =
  | { readonly isOk: true; readonly result: unknown }
  | { readonly isOk: false; readonly message: string };

/** What it says of itself when it was opened. */
export type PeerDescription = Pick<PeerAdapter, 'packageName' | 'settings'>;

/** Does for one peer what the measurement asks for, one call after the other. */
export function createPeerDesk(adapter: PeerAdapter): (call: PeerCall) => Promise<unknown> {
  let opened: MemoryRanker | null = null;
  const ranker = (): MemoryRanker => {
    invariant(opened !== null, 'a peer is opened before it is used');
    return opened;
  };
  return async (call) => {
    switch (call.method) {
      case 'open': {
        opened = await adapter.open(call.options);
        return { packageName: adapter.packageName, settings: adapter.settings } satisfies PeerDescription;
      }
      case 'store':
        return ranker().store(call.namespace, call.memories);
      case 'ask':
        return askInTurn(ranker(), call.asking, call.seconds);
      case 'load':
        return askAtOnce(ranker(), call.asking, call.load);
      case 'close':
        return ranker().close();
    }
  };
}

/** Serves a peer to the process that started this one, until that one hangs up. */
export function servePeer(adapter: PeerAdapter): void {
  const serve = createPeerDesk(adapter);
  const answer = async (call: PeerCall): Promise<PeerReply> => {
    try {
      return { isOk: true, result: (await serve(call)) ?? null };
    } catch (error) {
      // The stack goes to the log of this process.
      console.error(error);
      return { isOk: false, message: messageOf(error) };
    }
  };
  process.on('message', (call) => void answer(call as PeerCall).then((reply) => process.send?.(reply)));
}
