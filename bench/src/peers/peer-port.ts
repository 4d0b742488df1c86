/** The peers that can be measured, each with an adapter in `bench/peers`. */
export const PEER_NAMES = ['mem0', 'langgraph-store', 'orama-hybrid', 'minisearch'] as const;

/** One of the peers. */
export type PeerName = (typeof PEER_NAMES)[number];

/** A memory to store. What a peer has no place for, it leaves out. */
export interface StoredText {
  readonly id: string;
  readonly text: string;
  readonly session?: string;
  /** RFC 3339. */
  readonly occurredAt?: string;
}

/** A question to rank memories for. */
export interface AskedText {
  readonly text: string;
  /** RFC 3339: the "now" of the question, for whoever understands times. */
  readonly referenceTime?: string;
}

/** Something that stores memories and ranks them: a peer, or the service itself. */
export interface MemoryRanker {
  /** Stores memories, in their order, in a namespace that nothing was stored in before. */
  store(namespace: string, memories: readonly StoredText[]): Promise<void>;
  /** Ids of the best memories of a namespace, best first, at most `limit`. */
  rank(namespace: string, question: AskedText, limit: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What a peer is opened with. */
export interface PeerOptions {
  /** An endpoint in the form of OpenAI's API, for peers that take vectors from outside. */
  readonly embeddings: { readonly baseUrl: string; readonly model: string; readonly dimensions: number };
  /** A directory of its own, for peers that keep files; it is empty. */
  readonly directory: string;
}

/** How a package is used as a peer. */
export interface PeerAdapter {
  /** As the registry knows it; its version is pinned in the package.json of `bench/peers`. */
  readonly packageName: string;
  /** What was set that isn't the package's default, and why, in a sentence or two. */
  readonly settings: string;
  open(options: PeerOptions): Promise<MemoryRanker>;
}
