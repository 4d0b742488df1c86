import { describe, expect, it } from 'vitest';
import { EvalInputError } from '../qa/eval-input-error.js';
import { PEER_NAMES } from './peer-port.js';
import { parseCount, parsePeerNames, runPeers } from './run-peers.js';

const args = { memories: '10', seconds: '1', seed: '1' };
const run = (dataSet: string[], more: object = {}) => runPeers(dataSet, { ...args, ...more }, () => undefined);

describe('runPeers', () => {
  it.each([
    ['no data set', [], {}, 'peers takes "locomo PATH" or "everyday"'],
    ['a data set without its file', ['locomo'], {}, 'peers takes "locomo PATH" or "everyday"'],
    ['a peer that there is none of', ['everyday'], { peers: 'mem0,memory' }, 'there is no peer memory: take some of'],
    ['a number that is none', ['everyday'], { memories: 'many' }, '--memories takes a whole number'],
  ])('refuses %s in one line', async (_what, dataSet, more, message) => {
    await expect(run(dataSet, more)).rejects.toThrow(EvalInputError);
    await expect(run(dataSet, more)).rejects.toThrow(message);
  });
});

describe('parsePeerNames', () => {
  it('takes all peers unless some are named', () => {
    expect(parsePeerNames(undefined)).toEqual(PEER_NAMES);
    expect(parsePeerNames('minisearch,mem0')).toEqual(['minisearch', 'mem0']);
  });
});

describe('parseCount', () => {
  it('takes whole numbers of at least one', () => {
    expect(parseCount('--seed', '10000')).toBe(10_000);
  });

  it.each(['0', '-1', '1.5', '1e4', '', 'x', '99999999999'])('refuses %j', (value) => {
    expect(() => parseCount('--seed', value)).toThrow('--seed takes a whole number of at least 1');
  });
});
