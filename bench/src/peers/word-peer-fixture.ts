import { fileURLToPath } from 'node:url';
import type { PeerAdapter } from './peer-port.js';
import { servePeer } from './serve-peer.js';

/** A small real peer: ranks by the words that question and memory share. Fails, or ends its process, where told to. */
export const wordPeer: PeerAdapter = {
  packageName: 'words',
  settings: 'none',
  open: async ({ embeddings, directory }) => {
    const stored = new Map<string, readonly { readonly id: string; readonly words: ReadonlySet<string> }[]>();
    return {
      store: async (namespace, memories) => {
        if (namespace === 'forbidden') throw new RangeError('no such place');
        const toWords = (text: string): Set<string> => new Set(text.split(' '));
        stored.set(
          namespace,
          memories.map(({ id, text }) => ({ id, words: toWords(text) })),
        );
      },
      rank: async (namespace, { text }, limit) => {
        if (text === 'end') process.exit(3);
        if (text === 'surroundings') return [process.cwd(), directory, process.env['HOME'] ?? '', embeddings.baseUrl];
        const shared = (words: ReadonlySet<string>): number => text.split(' ').filter((word) => words.has(word)).length;
        const ranked = (stored.get(namespace) ?? []).toSorted((a, b) => shared(b.words) - shared(a.words));
        return ranked.slice(0, limit).map(({ id }) => id);
      },
      close: async () => stored.clear(),
    };
  },
};

// Loaded by a test it is only the adapter; as a process, it serves.
if (process.argv[1] === fileURLToPath(import.meta.url)) servePeer(wordPeer);
