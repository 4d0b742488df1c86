import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { isEmbedderError } from '../embedder-error.js';
import type { Embedder } from '../embedder-port.js';
import { createMinilmEmbedder, type MinilmEmbedderOptions } from './create-minilm-embedder.js';

const LONG_TEXT = 'The quick brown fox jumps over the lazy dog. '.repeat(1100);
const WORKER_URL = new URL('../../dist/minilm/minilm-worker.js', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'minilm-worker-'));
const opened: Embedder[] = [];

function open(options: MinilmEmbedderOptions = {}): Embedder {
  const embedder = createMinilmEmbedder(options);
  opened.push(embedder);
  return embedder;
}

function writeWorker(name: string, source: string): URL {
  const path = join(folder, name);
  writeFileSync(path, source);
  return pathToFileURL(path);
}

/** The real worker, which ends at once when it is handed a certain text. */
function mortalWorkerUrl(): URL {
  return writeWorker(
    'mortal.mjs',
    `import { parentPort } from 'node:worker_threads';
     await import(${JSON.stringify(WORKER_URL.href)});
     parentPort.on('message', ({ texts }) => { if (texts?.includes('die')) process.exit(7); });`,
  );
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((embedder) => embedder.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('an embedder that is closed', () => {
  it('fails what is under way, and ends soon although it is busy', async () => {
    const embedder = open();
    await embedder.embedQuery('loaded');
    // They take more than a second each, and a worker that does not end by itself is ended after ten.
    const long = errorOf(embedder.embedTexts(Array.from({ length: 10 }, () => LONG_TEXT)));
    const other = errorOf(embedder.embedTexts([LONG_TEXT]));
    await setTimeout(30);
    const startMs = performance.now();
    await embedder.close();
    expect(performance.now() - startMs).toBeLessThan(9000);
    for (const error of [await long, await other]) {
      expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: false });
    }
    expect(embedder.stats()).toMatchObject({ queued: 0, ready: false, failed: 11 });
  });

  it('refuses new work', async () => {
    const embedder = open();
    await embedder.close();
    expect(await errorOf(embedder.embedQuery('too late'))).toSatisfy(isEmbedderError);
  });

  it('refuses work that comes while it is being closed', async () => {
    const embedder = open();
    await embedder.embedQuery('loaded');
    const closed = embedder.close();
    const late = [embedder.embedQuery('too late'), embedder.embedTexts(['too late'])].map(errorOf);
    await closed;
    for (const error of await Promise.all(late)) expect(error).toMatchObject({ retryable: false });
  });

  it('may be closed while the model loads, and twice', async () => {
    const embedder = open();
    const waiting = errorOf(embedder.embedQuery('early'));
    await Promise.all([embedder.close(), embedder.close()]);
    expect(await waiting).toSatisfy(isEmbedderError);
  });
});

describe('a call with a signal', () => {
  it('rejects with its reason when the signal is aborted already', async () => {
    const reason = new Error('gone before');
    expect(await errorOf(open().embedQuery('no', { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });

  it('rejects with its reason at once, and leaves the queue', async () => {
    const embedder = open();
    await embedder.embedQuery('loaded');
    const controller = new AbortController();
    const long = errorOf(
      embedder.embedTexts(
        Array.from({ length: 10 }, () => LONG_TEXT),
        { signal: controller.signal },
      ),
    );
    await setTimeout(20);
    const reason = new Error('the caller hung up');
    controller.abort(reason);
    expect(await long).toBe(reason);
    expect(embedder.stats()).toMatchObject({ queued: 0, failed: 0 });

    const startMs = performance.now();
    await embedder.embedTexts(['next']);
    // Ten such texts take more than ten seconds: the answer shows that they were dropped.
    expect(performance.now() - startMs).toBeLessThan(9000);
  });

  it('listens to the signal no longer than the call takes', async () => {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    await open().embedQuery('short', { signal });
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function));
  });
});

describe('an embedder with a full queue', () => {
  it('refuses texts as overloaded, still answers questions, and takes texts again later', async () => {
    const embedder = open({ maxQueuedCharacters: 1000 });
    const first = embedder.embedTexts(['word '.repeat(400)]);
    const error = await errorOf(embedder.embedTexts(['one more']));
    expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: true });
    expect((await embedder.embedQuery('still there?')).vector).toHaveLength(384);
    await first;
    expect(await embedder.embedTexts(['one more'])).toHaveLength(1);
    expect(embedder.stats()).toMatchObject({ queued: 0, embedded: 3, failed: 1 });
  });
});

describe('an embedder with a full queue of questions', () => {
  it('refuses more of them as overloaded, and takes them again later', async () => {
    const embedder = open({ maxQueuedCharacters: 1000 });
    const first = embedder.embedQuery('where? '.repeat(150));
    expect(await errorOf(embedder.embedQuery('and when?'))).toMatchObject({ retryable: true });
    expect(await embedder.embedTexts(['a text has a queue of its own'])).toHaveLength(1);
    await first;
    expect((await embedder.embedQuery('and when?')).vector).toHaveLength(384);
    expect(embedder.stats()).toMatchObject({ queued: 0, embedded: 3, failed: 1 });
  });

  it('is emptied at once by many callers who go away together', async () => {
    const embedder = open({ maxQueuedCharacters: 100_000_000 });
    await embedder.embedQuery('loaded');
    const callers = Array.from({ length: 800 }, () => new AbortController());
    const calls = callers.map(({ signal }, index) =>
      errorOf(
        index % 2 === 0
          ? embedder.embedQuery(`question ${index} `.repeat(60), { signal })
          : embedder.embedTexts([LONG_TEXT.slice(index)], { signal }),
      ),
    );
    await setTimeout(20);
    const reason = new Error('all hung up');
    for (const caller of callers) caller.abort(reason);
    const errors = await Promise.all(calls);
    // A question or two may have been answered before.
    expect(errors.filter((error) => error === reason).length).toBeGreaterThan(700);
    expect(errors.filter((error) => error !== reason && error !== null)).toEqual([]);
    expect(embedder.stats()).toMatchObject({ queued: 0, failed: 0 });
    const startMs = performance.now();
    await embedder.embedTexts(['next']);
    // Hundreds of those texts take minutes: the answer shows that they were dropped.
    expect(performance.now() - startMs).toBeLessThan(9000);
    expect((await embedder.embedQuery('still right?')).vector).toHaveLength(384);
  });
});

describe('an embedder whose worker dies', () => {
  it('fails what is under way as retryable, says so, and answers again with a new worker', async () => {
    const reports: object[] = [];
    const logger = { warn: () => undefined, error: (fields: object) => void reports.push(fields) };
    const embedder = open({ workerUrl: mortalWorkerUrl(), logger });
    const [before] = await embedder.embedTexts([LONG_TEXT.slice(0, 3000)]);

    const lost = [embedder.embedTexts([LONG_TEXT]), embedder.embedTexts(['die'])].map(errorOf);
    for (const error of await Promise.all(lost)) {
      expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: true });
    }
    expect(reports).toEqual([expect.objectContaining({ exitCode: 7, lost: 2 })]);
    expect(embedder.stats().ready).toBe(false);
    expect(await errorOf(embedder.embedQuery('at once'))).toMatchObject({ retryable: true });

    await vi.waitUntil(() => embedder.stats().ready, { timeout: 10_000 });
    const [after] = await embedder.embedTexts([LONG_TEXT.slice(0, 3000)]);
    expect(after).toEqual(before);
  });

  it('gives the cause of a worker that cannot start, and waits longer each time', async () => {
    const workerUrl = writeWorker('broken.mjs', `throw new RangeError('no such model');`);
    const reportedMs: number[] = [];
    const error = await new Promise<unknown>((resolve) => {
      const logger = {
        warn: () => undefined,
        error: (fields: object) => {
          reportedMs.push(performance.now());
          if (reportedMs.length === 4) resolve('err' in fields ? fields.err : null);
        },
      };
      open({ workerUrl, logger });
    });
    expect(error).toMatchObject({ message: 'no such model' });
    const gapsMs = reportedMs.slice(1).map((atMs, index) => atMs - (reportedMs[index] ?? 0));
    expect(gapsMs[0]).toBeGreaterThan(90);
    expect(gapsMs[2]).toBeGreaterThan(380);
  });

  it('tries again where no thread can be had, and fails calls as retryable meanwhile', async () => {
    const reports: object[] = [];
    const logger = { warn: () => undefined, error: (fields: object) => void reports.push(fields) };
    // No worker starts from such an address: Node throws, as it does where threads have run out.
    const embedder = open({ workerUrl: new URL('http://localhost/worker.js'), logger });
    expect(await errorOf(embedder.embedQuery('now?'))).toMatchObject({ retryable: true });
    await vi.waitUntil(() => reports.length > 2, { timeout: 10_000 });
    expect(reports[0]).toMatchObject({ exitCode: null, err: { code: 'ERR_INVALID_URL_SCHEME' } });
    await embedder.close();
  });

  it('starts no worker again after it was closed', async () => {
    const reports: object[] = [];
    const logger = { warn: () => undefined, error: (fields: object) => void reports.push(fields) };
    const embedder = open({ workerUrl: writeWorker('brief.mjs', 'process.exit(3);'), logger });
    await vi.waitUntil(() => reports.length > 0, { timeout: 10_000 });
    await embedder.close();
    const seen = reports.length;
    await setTimeout(500);
    expect(reports).toHaveLength(seen);
  });
});

describe('a process that ends', () => {
  it('ends cleanly with an embedder that is busy and was not closed', async () => {
    const entry = new URL('../../dist/embedder.js', import.meta.url).href;
    const script = `
      import { createMinilmEmbedder } from ${JSON.stringify(entry)};
      const embedder = createMinilmEmbedder();
      await embedder.embedQuery('loaded');
      embedder.embedTexts([${JSON.stringify(LONG_TEXT)}]).catch(() => {});
      setTimeout(() => process.exit(0), 100);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([code, signal]).toEqual([0, null]);
  });
});
