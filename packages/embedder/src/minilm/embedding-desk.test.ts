import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createEmbeddingDesk, type EmbeddingDesk } from './embedding-desk.js';
import type { FromMinilmWorker } from './minilm-protocol.js';

interface Bench {
  readonly desk: EmbeddingDesk;
  /** The first letter of each text, a string a run: what ran together, in which order. */
  readonly runs: string[];
  readonly posted: FromMinilmWorker[];
  idle(): Promise<void>;
}

const TOKENS_A_WINDOW = 126;

/** A desk over a model whose tokens are characters, and whose vectors are the first character of a window. */
function createBench(failOn: string | null = null): Bench {
  const runs: string[] = [];
  const posted: FromMinilmWorker[] = [];
  const desk = createEmbeddingDesk({
    post: (message) => void posted.push(message),
    model: {
      encode: (piece) => Array.from(piece, (character) => character.charCodeAt(0)),
      run: async (windows) => {
        const letters = windows.map((ids) => String.fromCharCode(ids[1] ?? 0));
        runs.push(letters.join(''));
        await setTimeout(1);
        if (failOn !== null && letters.includes(failOn)) throw new RangeError('out of range');
        return letters.map((letter) => Int8Array.of(letter.charCodeAt(0)));
      },
    },
  });
  const idle = async (): Promise<void> => {
    let seen = -1;
    while (seen !== runs.length) {
      seen = runs.length;
      await setTimeout(40);
    }
  };
  return { desk, runs, posted, idle };
}

function idsOf(posted: readonly FromMinilmWorker[]): (number | null)[] {
  return posted.map((message) => ('id' in message ? message.id : null));
}

describe('createEmbeddingDesk', () => {
  it('answers a request with the vectors of its texts in their order', async () => {
    const { desk, posted, idle } = createBench();
    desk.embed({ id: 7, kind: 'texts', texts: ['bb', 'a'.repeat(90), 'c'] });
    await idle();
    const texts = ['b', 'a', 'c'].map((letter, index) => ({
      vectors: Int8Array.of(letter.charCodeAt(0)),
      tokens: [2, 90, 1][index],
    }));
    expect(posted).toEqual([{ type: 'embedded', id: 7, texts }]);
  });

  it('runs texts of different requests together that came in one turn of the event loop', async () => {
    const { desk, runs, idle } = createBench();
    for (const [id, text] of ['a', 'b', 'c'].entries()) desk.embed({ id, kind: 'texts', texts: [text] });
    await idle();
    expect(runs).toEqual(['abc']);
  });

  it('answers a question before texts that came earlier, after the run under way', async () => {
    const { desk, runs, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'texts', texts: ['a'.repeat(TOKENS_A_WINDOW), 'b'.repeat(TOKENS_A_WINDOW)] });
    await setTimeout(0);
    desk.embed({ id: 2, kind: 'query', texts: ['q'] });
    await idle();
    expect(runs.indexOf('q')).toBeLessThanOrEqual(1);
    expect(idsOf(posted)).toEqual([2, 1]);
  });

  it('lets short texts through between the windows of a long one', async () => {
    const { desk, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'texts', texts: ['a'.repeat(TOKENS_A_WINDOW * 10)] });
    desk.embed({ id: 2, kind: 'texts', texts: ['b'] });
    await idle();
    expect(idsOf(posted)).toEqual([2, 1]);
  });

  it('gives a question one vector however long it is', async () => {
    const { desk, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'query', texts: ['q'.repeat(5000)] });
    await idle();
    expect(posted).toEqual([{ type: 'embedded', id: 1, texts: [{ vectors: Int8Array.of(113), tokens: 254 }] }]);
  });

  it('runs nothing of a request that was taken back, and does not answer it', async () => {
    const { desk, runs, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'texts', texts: ['a', 'b'] });
    desk.embed({ id: 2, kind: 'texts', texts: ['c'] });
    desk.cancel(1);
    await idle();
    expect(runs).toEqual(['c']);
    expect(idsOf(posted)).toEqual([2]);
  });

  it('does not answer a request that is taken back while the model runs', async () => {
    const { desk, runs, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'texts', texts: ['a'.repeat(TOKENS_A_WINDOW * 3)] });
    while (runs.length === 0) await setTimeout(0);
    desk.cancel(1);
    await idle();
    expect(runs).toEqual(['a']);
    expect(posted).toEqual([]);
  });

  it('runs nothing more once it is closed', async () => {
    const { desk, runs, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'texts', texts: ['a'.repeat(TOKENS_A_WINDOW * 5)] });
    desk.embed({ id: 2, kind: 'texts', texts: ['b'.repeat(TOKENS_A_WINDOW * 5)] });
    while (runs.length === 0) await setTimeout(0);
    desk.close();
    await idle();
    expect(runs).toHaveLength(1);
    expect(posted).toEqual([]);
  });

  it('fails the requests of a run that the model fails, once each, and goes on with the others', async () => {
    const { desk, posted, idle } = createBench('x');
    desk.embed({ id: 1, kind: 'texts', texts: ['x', 'xx', 'y'.repeat(TOKENS_A_WINDOW)] });
    desk.embed({ id: 2, kind: 'texts', texts: ['z'.repeat(TOKENS_A_WINDOW)] });
    await idle();
    expect(posted[0]).toEqual({ type: 'failed', id: 1, message: 'out of range' });
    expect(idsOf(posted)).toEqual([1, 2]);
  });

  it('starts again after it was idle', async () => {
    const { desk, posted, idle } = createBench();
    desk.embed({ id: 1, kind: 'texts', texts: ['a'] });
    await idle();
    desk.embed({ id: 2, kind: 'texts', texts: ['b'] });
    await idle();
    expect(idsOf(posted)).toEqual([1, 2]);
  });
});
