import { PEER_NAMES, servePeer } from '@memory-api/bench/peer';
import { invariant } from '@memory-api/contract';
import { ADAPTERS } from './adapters.js';

const name = PEER_NAMES.find((one) => one === process.argv[2]);
invariant(name !== undefined, `call it with one of ${PEER_NAMES.join(', ')}`);
servePeer(ADAPTERS[name]);
