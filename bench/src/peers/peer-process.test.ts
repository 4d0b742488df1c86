import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contestant } from './contestant.js';
import { startPeer } from './peer-process.js';

const file = fileURLToPath(new URL('../../dist/peers/word-peer-fixture.js', import.meta.url));
const embeddings = { baseUrl: 'http://127.0.0.1:1/v1', model: 'none', dimensions: 2 };

let parent: string;
let directory: string;
let logFile: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'memory-api-peer-'));
  directory = join(parent, 'data');
  logFile = join(parent, 'words.log');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const start = (): Promise<Contestant> =>
  startPeer({ name: 'by-words', file, args: ['words'], directory, logFile, embeddings, versions: { words: '1.2.3' } });

const askFor = (text: string) => ({ namespace: 'n', questions: [{ text }], limit: 5 });

describe('startPeer', () => {
  it('is a contestant in a process of its own, with the version that is installed', async () => {
    const peer = await start();
    expect(peer).toMatchObject({ name: 'by-words', packageName: 'words', version: '1.2.3', settings: 'none' });
    await peer.store('n', [
      { id: 'm1', text: 'Ada lives in Turin' },
      { id: 'm2', text: 'Olu has a violin' },
    ]);
    const { rankings, latenciesMs } = await peer.ask(askFor('who has a violin'), null);
    expect(rankings).toEqual([['m2', 'm1']]);
    expect(latenciesMs).toHaveLength(1);
    expect(await peer.load(askFor('violin'), { lanes: 2, seconds: 0.05 })).toBeGreaterThan(10);
    await peer.close();
  }, 30_000);

  it('lives in its own directory, and knows where vectors come from', async () => {
    const peer = await start();
    const { rankings } = await peer.ask(askFor('surroundings'), null);
    expect(rankings).toEqual([[directory, join(directory, 'store'), directory, embeddings.baseUrl]]);
    expect(existsSync(join(directory, 'store'))).toBe(true);
    await peer.close();
  }, 30_000);

  it('fails with the name and the words of the peer, whose stack is in its log, and goes on', async () => {
    const peer = await start();
    await expect(peer.store('forbidden', [])).rejects.toThrow('by-words: no such place');
    expect(readFileSync(logFile, 'utf8')).toContain('RangeError: no such place');
    await peer.store('n', []);
    await peer.close();
  }, 30_000);

  it('fails where the process ends before it answers, and at all that is asked afterwards', async () => {
    const peer = await start();
    await expect(peer.ask(askFor('end'), null)).rejects.toThrow('the process of by-words ended before it answered');
    await expect(peer.store('n', [])).rejects.toThrow('the process of by-words has ended');
  }, 30_000);
});
