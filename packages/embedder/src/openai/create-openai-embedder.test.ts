import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../embedder-port.js';
import { createOpenAiEmbedder, toOpenAiModelName, type OpenAiEmbedderOptions } from './create-openai-embedder.js';

interface SeenRequest {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] };
}

type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

const API_KEY = 'sk-very-secret';
const seen: SeenRequest[] = [];
const warnings: object[] = [];
const opened: Embedder[] = [];
/** What the server does with the next requests, one after the other; then it embeds. */
const script: Answer[] = [];

let server: Server;
let baseUrl: string;

/** A vector that tells the length of its input and its first character. */
function vectorOf(input: string): number[] {
  return [input.length, input.charCodeAt(0), -0.5];
}

const embed: Answer = ({ body }, response) => {
  const data = body.input.map((input, index) => ({ object: 'embedding', index, embedding: vectorOf(input) }));
  const tokens = body.input.reduce((sum, input) => sum + input.length, 0);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ object: 'list', data: data.toReversed(), usage: { prompt_tokens: tokens } }));
};

function refuse(status: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(JSON.stringify({ error: { message: `Incorrect key ${API_KEY}` } }));
  };
}

const answerRaw =
  (raw: string): Answer =>
  (_, response) =>
    void response.end(raw);
const hang: Answer = () => undefined;
const hangUp: Answer = (_, response) => void response.destroy();

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.parse(await readText(request)) as SeenRequest['body'];
  const one = { url: request.url, authorization: request.headers.authorization, body };
  seen.push(one);
  await (script.shift() ?? embed)(one, response);
}

async function open(options: Partial<OpenAiEmbedderOptions> = {}): Promise<Embedder> {
  const logger = { warn: (fields: object) => void warnings.push(fields), error: () => undefined };
  const defaults = { baseUrl, apiKey: API_KEY, model: 'tiny', dimensions: 3, timeoutMs: 5000, logger };
  const embedder = await createOpenAiEmbedder({ ...defaults, ...options });
  opened.push(embedder);
  return embedder;
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

beforeAll(async () => {
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((embedder) => embedder.close()));
  for (const list of [seen, warnings, script]) list.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('createOpenAiEmbedder', () => {
  it('asks the endpoint with model, key and input, and gives an int8 vector', async () => {
    const embedder = await open();
    expect(await embedder.embedQuery('dark mode')).toEqual({ vector: Int8Array.of(11, 127, -1), tokens: 9 });
    expect(seen).toEqual([
      {
        url: '/v1/embeddings',
        authorization: `Bearer ${API_KEY}`,
        body: { model: 'tiny', input: ['dark mode'], encoding_format: 'float' },
      },
    ]);
  });

  it('sends no key where there is none, and takes a base address with a slash', async () => {
    const embedder = await open({ apiKey: null, baseUrl: `${baseUrl}/` });
    await embedder.embedQuery('x');
    expect(seen.map(({ url, authorization }) => [url, authorization])).toEqual([['/v1/embeddings', undefined]]);
  });

  it('gives texts their vectors in order, and their share of the tokens', async () => {
    const embedder = await open();
    const embedded = await embedder.embedTexts(['a', 'bbbb', 'cc']);
    expect(embedded.map(({ vectors }) => vectors[0])).toEqual([1, 5, 3]);
    expect(embedded.map(({ tokens }) => tokens)).toEqual([1, 4, 2]);
    expect(embedder.stats()).toEqual({ queued: 0, embedded: 3, failed: 0, ready: true });
  });

  it('cuts a long text into windows and sends them in batches', async () => {
    const embedder = await open();
    const [short, long] = await embedder.embedTexts(['short', 'x'.repeat(120_000)]);
    expect(short?.vectors).toHaveLength(3);
    expect((long?.vectors.length ?? 0) / 3).toBeGreaterThan(80);
    expect(seen.map(({ body }) => body.input.length)).toEqual([64, 26]);
    expect((short?.tokens ?? 0) + (long?.tokens ?? 0)).toBe(seen.flatMap(({ body }) => body.input).join('').length);
  });

  it('gives a long question one vector', async () => {
    const embedder = await open();
    expect((await embedder.embedQuery('x'.repeat(9000))).vector).toHaveLength(3);
    expect(seen[0]?.body.input.map(({ length }) => length)).toEqual([1500]);
  });

  it('sends a space for an empty text, which endpoints refuse', async () => {
    const embedder = await open();
    await embedder.embedTexts(['', ' \n']);
    expect(seen[0]?.body.input).toEqual([' ', ' ']);
  });

  it('asks nobody for no texts', async () => {
    expect(await (await open()).embedTexts([])).toEqual([]);
    expect(seen).toEqual([]);
  });
});

describe('the settings', () => {
  it.each([
    ['a key of two lines', { apiKey: `${API_KEY}\n${API_KEY}` }, 'EMBEDDER_API_KEY'],
    ['a key with letters that no header can carry', { apiKey: `${API_KEY}–` }, 'EMBEDDER_API_KEY'],
    ['an address that is none', { baseUrl: 'localhost' }, 'EMBEDDER_BASE_URL'],
    ['an address of another protocol', { baseUrl: 'ftp://localhost/v1' }, 'EMBEDDER_BASE_URL'],
    ['an address with a password', { baseUrl: `http://me:${API_KEY}@localhost/v1` }, 'EMBEDDER_BASE_URL'],
  ])('are refused for %s, which is not repeated', async (_, options, variable) => {
    const error = await errorOf(open(options));
    expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: false });
    expect(error).toHaveProperty('message', expect.stringContaining(variable));
    expect(inspect(error, { depth: 9 })).not.toContain(API_KEY);
  });
});

describe('the length of the vectors', () => {
  it.each(['homemade', 'text-embedding-3-small'])(
    'is asked from the endpoint, and in the name of %s',
    async (model) => {
      const embedder = await createOpenAiEmbedder({ baseUrl, apiKey: null, model });
      opened.push(embedder);
      expect([embedder.dimensions, embedder.model]).toEqual([3, toOpenAiModelName(model, 3)]);
      expect(seen).toHaveLength(1);
    },
  );

  it('is not asked where it is known, and never sent', async () => {
    const embedder = await createOpenAiEmbedder({
      baseUrl,
      apiKey: null,
      model: 'text-embedding-3-large',
      dimensions: 3,
    });
    opened.push(embedder);
    expect(seen).toHaveLength(0);
    await embedder.embedQuery('x');
    expect(seen[0]?.body).not.toHaveProperty('dimensions');
  });

  it('fails the making of an embedder when the endpoint does not tell', async () => {
    script.push(refuse(401));
    expect(await errorOf(createOpenAiEmbedder({ baseUrl, apiKey: null, model: 'homemade' }))).toMatchObject({
      code: 'EMBEDDER_UNAVAILABLE',
    });
  });

  it('must be what the endpoint gives', async () => {
    const embedder = await open({ dimensions: 768 });
    const error = await errorOf(embedder.embedQuery('x'));
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining('3 instead of 768') as string });
  });
});

describe('an endpoint that fails', () => {
  it.each([408, 425, 429, 500, 502, 503, 504, 520, 529])('is asked again after %i', async (status) => {
    script.push(refuse(status, { 'retry-after': '0' }));
    expect((await (await open()).embedQuery('x')).vector).toHaveLength(3);
    expect(seen).toHaveLength(2);
    expect(warnings).toHaveLength(1);
  });

  it('is asked again when the connection breaks', async () => {
    script.push(hangUp);
    expect((await (await open()).embedQuery('x')).vector).toHaveLength(3);
    expect(seen).toHaveLength(2);
  });

  it('is asked again when it does not answer in time', async () => {
    script.push(hang);
    expect((await (await open({ timeoutMs: 150 })).embedQuery('x')).vector).toHaveLength(3);
    expect(seen).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['stops', (_, response) => void response.write('{"data":[')],
    ['breaks off', (_, response) => void response.write('{"data":[', () => response.destroy())],
  ])('is asked again when its answer %s in the middle', async (_, answer) => {
    script.push(answer);
    expect((await (await open({ timeoutMs: 300 })).embedQuery('x')).vector).toHaveLength(3);
    expect(seen).toHaveLength(2);
  });

  it('is asked four times at most', async () => {
    script.push(...Array.from({ length: 9 }, () => refuse(503, { 'retry-after': '0' })));
    const embedder = await open();
    const error = await errorOf(embedder.embedQuery('x'));
    expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: true });
    expect(seen).toHaveLength(4);
    expect(embedder.stats()).toMatchObject({ queued: 0, embedded: 0, failed: 1 });
  });

  it('is not asked before the time it named', async () => {
    script.push(refuse(429, { 'retry-after': '1' }));
    const startMs = performance.now();
    await (await open()).embedQuery('x');
    expect(performance.now() - startMs).toBeGreaterThan(990);
  });

  it('is not waited for when it names a time that nobody waits', async () => {
    script.push(refuse(429, { 'retry-after': '3600' }));
    expect(await errorOf((await open()).embedQuery('x'))).toMatchObject({ retryable: true });
    expect(seen).toHaveLength(1);
  });

  it('is asked after growing delays where it names none', async () => {
    script.push(refuse(500), refuse(500));
    await (await open()).embedQuery('x');
    const delaysMs = warnings.map((fields) => ('delayMs' in fields ? Number(fields.delayMs) : 0));
    expect(delaysMs[0]).toBeGreaterThanOrEqual(125);
    expect(delaysMs[0]).toBeLessThanOrEqual(250);
    expect(delaysMs[1]).toBeGreaterThanOrEqual(250);
    expect(delaysMs[1]).toBeLessThanOrEqual(500);
  });

  it.each([400, 401, 403, 404, 422, 501])('is not asked again after %i', async (status) => {
    script.push(refuse(status));
    expect(await errorOf((await open()).embedQuery('x'))).toMatchObject({ retryable: false });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['HTML', '<html>'],
    ['other JSON', '{"ok":true}'],
    ['a number too large', '{"data":[{"embedding":[1,2,1e999]}]}'],
    ['a number that is none', '{"data":[{"embedding":[1,2,NaN]}]}'],
  ])('is not asked again when it answers with %s', async (_, raw) => {
    script.push(answerRaw(raw));
    expect(await errorOf((await open()).embedQuery('x'))).toMatchObject({ retryable: false });
    expect(seen).toHaveLength(1);
  });

  it('is not followed to another address, which would get key and texts', async () => {
    script.push(refuse(307, { location: `${baseUrl}/elsewhere` }));
    expect(await errorOf((await open()).embedQuery('x'))).toMatchObject({ retryable: false });
    expect(seen.map(({ url }) => url)).toEqual(['/v1/embeddings']);
  });

  it.each<[string, Answer]>([
    ['refuses', refuse(401)],
    ['repeats them', answerRaw(`private ${API_KEY}`)],
  ])('brings neither key nor text into errors and logs when it %s', async (_, answer) => {
    script.push(refuse(500, { 'retry-after': '0' }), answer);
    const error = await errorOf((await open()).embedTexts(['a private sentence']));
    const told = inspect([error, warnings], { depth: 9 });
    expect(told).toContain('The embeddings endpoint answered');
    expect(told).not.toContain(API_KEY);
    expect(told).not.toContain('private');
  });
});

describe('a call that is taken back', () => {
  it('rejects with the reason at once, before the endpoint answers', async () => {
    script.push(hang);
    const embedder = await open();
    const controller = new AbortController();
    const waiting = errorOf(embedder.embedQuery('x', { signal: controller.signal }));
    while (seen.length === 0) await setTimeout(5);
    const reason = new Error('hung up');
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(embedder.stats()).toMatchObject({ queued: 0, failed: 0 });
  });

  it('rejects with the reason in the middle of an answer', async () => {
    let isBegun = false;
    script.push((_, response) => void response.write('{"data":[', () => (isBegun = true)));
    const embedder = await open();
    const controller = new AbortController();
    const waiting = errorOf(embedder.embedQuery('x', { signal: controller.signal }));
    while (!isBegun) await setTimeout(5);
    await setTimeout(20);
    const reason = new Error('hung up');
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(seen).toHaveLength(1);
  });

  it('rejects with the reason while it waits to ask again', async () => {
    script.push(refuse(503, { 'retry-after': '5' }));
    const embedder = await open();
    const controller = new AbortController();
    const waiting = errorOf(embedder.embedQuery('x', { signal: controller.signal }));
    while (warnings.length === 0) await setTimeout(5);
    const reason = new Error('hung up');
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(seen).toHaveLength(1);
  });

  it('asks nobody when the signal is aborted already', async () => {
    const reason = new Error('gone');
    const embedder = await open();
    expect(await errorOf(embedder.embedQuery('x', { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(seen).toEqual([]);
  });
});

describe('an embedder that is closed', () => {
  it('fails what is under way and refuses new work', async () => {
    script.push(hang);
    const embedder = await open();
    const waiting = errorOf(embedder.embedQuery('x'));
    while (seen.length === 0) await setTimeout(5);
    await embedder.close();
    expect(await waiting).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retryable: false });
    expect(await errorOf(embedder.embedTexts(['y']))).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE' });
    expect(embedder.stats().ready).toBe(false);
  });
});
