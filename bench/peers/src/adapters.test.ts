import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMinilmEmbedder } from '@memory-api/embedder';
import { PEER_NAMES } from '@memory-api/bench/peer';
import { describe, expect, it } from 'vitest';
import { startEmbeddingsEndpoint } from '../../src/peers/embeddings-endpoint.js';
import { ADAPTERS } from './adapters.js';

const home = fileURLToPath(new URL('..', import.meta.url));
const isInstalled = existsSync(join(home, 'node_modules'));
const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

describe('the adapters', () => {
  it.each(PEER_NAMES)('pin the package of %s to one version', (name) => {
    expect(dependencies[ADAPTERS[name].packageName]).toMatch(/^\d+\.\d+\.\d+$/u);
  });
});

const MEMORIES = [
  { id: 'home', text: 'Ada lives in Turin, near the river' },
  { id: 'music', text: 'Ada plays the violin in an orchestra' },
  { id: 'food', text: 'Ada is allergic to peanuts' },
  { id: 'work', text: 'Ada repairs old clocks for a living' },
];

// npm --prefix bench/peers ci installs them.
describe.skipIf(!isInstalled)('the packages of bench/peers, where they are installed', () => {
  it.each(PEER_NAMES)(
    '%s finds what was stored, in its namespace alone, no more than was asked for',
    async (name) => {
      const directory = mkdtempSync(join(tmpdir(), 'memory-api-adapter-'));
      const embedder = createMinilmEmbedder();
      const endpoint = await startEmbeddingsEndpoint(embedder);
      const { baseUrl, model, dimensions } = endpoint;
      const peer = await ADAPTERS[name].open({ embeddings: { baseUrl, model, dimensions }, directory });
      await peer.store('ada', MEMORIES);
      await peer.store('someone else', [{ id: 'other', text: 'Olu plays the violin in an orchestra' }]);
      const found = await peer.rank('ada', { text: 'Who plays the violin in an orchestra?' }, 2);
      expect(found[0]).toBe('music');
      expect(found.length).toBeLessThanOrEqual(2);
      expect(await peer.rank('someone else', { text: 'Who plays the violin?' }, 20)).toEqual(['other']);
      await peer.close();
      await endpoint.close();
      await embedder.close();
      rmSync(directory, { recursive: true, force: true });
    },
    120_000,
  );
});
