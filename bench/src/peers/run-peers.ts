import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { asRecord } from '../harness/json.js';
import { EvalInputError } from '../qa/eval-input-error.js';
import { evaluatePeers } from './evaluate-peers.js';
import type { PeersEvaluation } from './evaluate-peers.js';
import { buildPeers } from './installed-peers.js';
import { readEverydayPeerStores, readLocomoStores } from './peer-data.js';
import type { PeerStore } from './peer-data.js';
import { PEER_NAMES } from './peer-port.js';
import type { PeerName } from './peer-port.js';

/** What the command line says, as it says it. */
export interface PeersArguments {
  /** Names of peers with commas; all of them where it is left out. */
  readonly peers?: string | undefined;
  readonly memories: string;
  readonly seconds: string;
  readonly seed: string;
}

/**
 * Measures the service and its peers on a data set that the command line names.
 *
 * @throws {@link EvalInputError} for whatever the caller can put right
 */
export async function runPeers(
  dataSet: readonly string[],
  args: PeersArguments,
  say: (line: string) => void,
): Promise<PeersEvaluation> {
  const stores = readStores(dataSet);
  const options = {
    ...stores,
    peers: parsePeerNames(args.peers),
    memories: parseCount('--memories', args.memories),
    seconds: parseCount('--seconds', args.seconds),
    seed: parseCount('--seed', args.seed),
  };
  return evaluatePeers({ ...options, installed: buildPeers(), version: readVersion(), say });
}

/** The names of peers in a list with commas. */
export function parsePeerNames(list: string | undefined): readonly PeerName[] {
  if (list === undefined) return PEER_NAMES;
  return list.split(',').map((one) => {
    const name = PEER_NAMES.find((known) => known === one);
    if (name === undefined) throw new EvalInputError(`there is no peer ${one}: take some of ${PEER_NAMES.join(', ')}`);
    return name;
  });
}

/** A whole number of at least one. */
export function parseCount(option: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(value)) throw new EvalInputError(`${option} takes a whole number of at least 1`);
  return Number(value);
}

function readStores([kind, path]: readonly string[]): { dataSet: string; stores: readonly PeerStore[] } {
  if (kind === 'everyday') return { dataSet: 'everyday, held-out', stores: readEverydayPeerStores() };
  if (kind === 'locomo' && path !== undefined) {
    return { dataSet: `locomo, ${basename(path)}`, stores: readLocomoStores(path) };
  }
  throw new EvalInputError('peers takes "locomo PATH" or "everyday"');
}

function readVersion(): string {
  const manifest = new URL('../../../package.json', import.meta.url);
  return String(asRecord(JSON.parse(readFileSync(manifest, 'utf8')))['version']);
}
