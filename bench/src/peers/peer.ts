export { PEER_NAMES } from './peer-port.js';
export type { AskedText, MemoryRanker, PeerAdapter, PeerName, PeerOptions, StoredText } from './peer-port.js';
export { servePeer } from './serve-peer.js';
