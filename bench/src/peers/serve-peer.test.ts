import { describe, expect, it } from 'vitest';
import { createPeerDesk } from './serve-peer.js';
import { wordPeer } from './word-peer-fixture.js';

const options = { embeddings: { baseUrl: 'http://127.0.0.1:1/v1', model: 'none', dimensions: 2 }, directory: '/none' };
const memories = [
  { id: 'm1', text: 'Ada lives in Turin' },
  { id: 'm2', text: 'Olu has a violin' },
];
const asking = { namespace: 'n', questions: [{ text: 'who has a violin' }, { text: 'who lives in Turin' }], limit: 1 };

describe('createPeerDesk', () => {
  it('says what was opened, then stores, asks and loads', async () => {
    const serve = createPeerDesk(wordPeer);
    expect(await serve({ method: 'open', options })).toEqual({ packageName: 'words', settings: 'none' });
    await serve({ method: 'store', namespace: 'n', memories });
    expect(await serve({ method: 'ask', asking, seconds: null })).toEqual({
      rankings: [['m2'], ['m1']],
      latenciesMs: [expect.any(Number), expect.any(Number)],
    });
    expect(await serve({ method: 'load', asking, load: { lanes: 2, seconds: 0.05 } })).toBeGreaterThan(10);
  });

  it('hands on what the peer fails with', async () => {
    const serve = createPeerDesk(wordPeer);
    await serve({ method: 'open', options });
    await expect(serve({ method: 'store', namespace: 'forbidden', memories })).rejects.toThrow('no such place');
  });

  it('uses no peer that was not opened', async () => {
    await expect(createPeerDesk(wordPeer)({ method: 'close' })).rejects.toThrow('a peer is opened before it is used');
  });
});
