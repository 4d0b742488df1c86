import type { PeerAdapter, PeerName } from '@memory-api/bench/peer';
import { langgraphStore } from './langgraph-store.js';
import { mem0 } from './mem0.js';
import { minisearch } from './minisearch.js';
import { oramaHybrid } from './orama-hybrid.js';

/** How each peer is used; its package is loaded when it is opened, not before. */
export const ADAPTERS: Readonly<Record<PeerName, PeerAdapter>> = {
  mem0,
  'langgraph-store': langgraphStore,
  'orama-hybrid': oramaHybrid,
  minisearch,
};
