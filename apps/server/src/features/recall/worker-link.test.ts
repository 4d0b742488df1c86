import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RecallQuestion } from './recall-protocol.js';
import { createWorkerLink } from './worker-link.js';
import type { WorkerLink } from './worker-link.js';

// A worker whose question text says what it does: it answers with itself, fails, dies, or stays silent and tells when
// it is asked again what it was told to forget.
const WORKER_URL = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    const forgotten = [];
    const stats = { indexes: 2, bytes: 300 };
    parentPort.on('message', ({ kind, id, question }) => {
      if (kind === 'close') return parentPort.close();
      if (kind === 'forget') return forgotten.push(id);
      const { text } = question.query;
      if (text === 'die') throw new Error('died of a question');
      if (text === 'leave') return process.exit(0);
      if (text === 'stay silent') return;
      if (text === 'fail') {
        return parentPort.postMessage({ kind: 'failure', id, stats, failure: { code: 'STORAGE_UNAVAILABLE', message: 'disk', stack: undefined } });
      }
      if (text === 'fault') {
        return parentPort.postMessage({ kind: 'failure', id, stats, failure: { code: null, message: 'our fault', stack: 'there' } });
      }
      const answer = { hits: [], searched: text === 'forgotten?' ? forgotten.length : threadId, timings: {} };
      parentPort.postMessage({ kind: 'answer', id, answer, stats });
    });
  `)}`,
);

const toQuestion = (text: string): RecallQuestion => ({
  tenant: { orgId: 'org_a', environment: 'live' },
  namespace: 'default',
  model: null,
  query: { text, vector: new Int8Array(1), maxMemories: 1, threshold: 0, nowMs: 0 },
});

const links: WorkerLink[] = [];
const createLink = (error = vi.fn<(fields: object, message: string) => void>()) => {
  const settings = { source: { engine: 'sqlite', dataDir: '' }, budgetBytes: 1 } as const;
  const link = createWorkerLink({ workerUrl: WORKER_URL, settings, logger: { error }, restartDelayMs: 10 });
  links.push(link);
  const ask = async (text: string, signal = new AbortController().signal) => link.ask(toQuestion(text), signal);
  return { link, ask, error };
};

afterEach(async () => {
  await Promise.all(links.splice(0).map(async (link) => link.close()));
});

describe('createWorkerLink', () => {
  it('gives each question its answer and knows what the worker holds', async () => {
    const { link, ask } = createLink();
    const answers = await Promise.all([ask('one'), ask('two'), ask('three')]);
    expect(new Set(answers.map(({ searched }) => searched)).size).toBe(1);
    expect(link.stats()).toEqual({ indexes: 2, bytes: 300, queued: 0 });
  });

  it('counts what waits', async () => {
    const { link, ask } = createLink();
    const abort = new AbortController();
    const silent = ask('stay silent', abort.signal);
    expect(link.stats().queued).toBe(1);
    abort.abort();
    await expect(silent).rejects.toThrow();
    expect(link.stats().queued).toBe(0);
  });

  it('passes on a failure of the store as what it is, and a fault of ours as no answer of the contract', async () => {
    const { ask } = createLink();
    await expect(ask('fail')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    await expect(ask('fault')).rejects.not.toHaveProperty('code');
    await expect(ask('fault')).rejects.toMatchObject({ message: 'our fault', stack: 'there' });
  });

  it('fails what waits with 503 when the worker dies, says so, and starts another', async () => {
    const { ask, error } = createLink();
    const { searched: first } = await ask('one');
    const silent = ask('stay silent');
    const deadly = ask('die');
    await expect(deadly).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    await expect(silent).rejects.toMatchObject({ status: 503 });
    expect(error).toHaveBeenCalledOnce();
    const { searched: second } = await vi.waitFor(async () => ask('one'), { timeout: 5000 });
    expect(second).not.toBe(first);
  });

  it('starts another when the worker leaves without a word', async () => {
    const { link, ask } = createLink();
    await expect(ask('leave')).rejects.toMatchObject({ status: 503 });
    expect(link.stats()).toEqual({ indexes: 0, bytes: 0, queued: 0 });
    await vi.waitFor(async () => ask('one'), { timeout: 5000 });
  });

  it('tells the worker to forget a question whose caller has gone, and fails it at once', async () => {
    const { ask } = createLink();
    const abort = new AbortController();
    const silent = ask('stay silent', abort.signal);
    abort.abort(new RangeError('gone'));
    await expect(silent).rejects.toThrow('gone');
    expect(await ask('forgotten?')).toMatchObject({ searched: 1 });
  });

  it("doesn't ask for a caller who has gone already", async () => {
    const { link, ask } = createLink();
    await expect(ask('one', AbortSignal.abort(new RangeError('gone')))).rejects.toThrow('gone');
    expect(link.stats().queued).toBe(0);
  });

  it('ends what waits when it is closed, and starts no other worker', async () => {
    const { link, ask } = createLink();
    await ask('one');
    const silent = ask('stay silent');
    const [refusal] = await Promise.all([silent.catch((error: unknown) => error), link.close()]);
    expect(refusal).toMatchObject({ code: 'SHUTTING_DOWN' });
    await expect(ask('one')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
