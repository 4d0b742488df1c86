import { describe, expect, it, vi } from 'vitest';
import { postEmbeddings } from './post-embeddings.js';
import type { EmbeddingsEndpoint } from './post-embeddings.js';

type Answer = () => Response | Promise<Response>;

const AT_ONCE = { 'retry-after': '0' };
const KEY = 'sk-secret';

/** An endpoint that gives the answers one after the other, and the last one from then on. */
function endpointThat(answers: readonly Answer[], timeoutMs = 5000) {
  const left = [...answers];
  const fetch = vi.fn<EmbeddingsEndpoint['fetch']>(async () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    return (answer ?? ok)();
  });
  const warn = vi.fn<(fields: object, message: string) => void>();
  const endpoint = { url: 'https://host/v1/embeddings', apiKey: KEY, timeoutMs, fetch, logger: { warn, error: warn } };
  return { endpoint, fetch, warn };
}

const ok: Answer = () => Response.json({ data: [] });
const status = (code: number, headers: Record<string, string> = AT_ONCE): Answer => {
  return () => new Response(`the key ${KEY} said "tea"`, { status: code, headers });
};
const never = new AbortController().signal;

function errorOf(endpoint: EmbeddingsEndpoint, signal = never): Promise<unknown> {
  return postEmbeddings(endpoint, { input: ['tea'] }, signal).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('postEmbeddings', () => {
  it('gives the parsed body, and sends the key to the address it was given and no other', async () => {
    const { endpoint, fetch, warn } = endpointThat([ok]);
    expect(await postEmbeddings(endpoint, { input: ['tea'] }, never)).toEqual({ data: [] });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('https://host/v1/embeddings');
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual', body: '{"input":["tea"]}' });
    expect(new Headers(init?.headers).get('authorization')).toBe(`Bearer ${KEY}`);
    expect(warn).not.toHaveBeenCalled();
  });

  it('sends no authorization where there is no key', async () => {
    const { endpoint, fetch } = endpointThat([ok]);
    await postEmbeddings({ ...endpoint, apiKey: null }, {}, never);
    expect(new Headers(fetch.mock.calls[0]?.[1]?.headers).has('authorization')).toBe(false);
  });

  it('reports every attempt that it makes again, with its reason', async () => {
    const { endpoint, warn } = endpointThat([status(503), status(429), ok]);
    await postEmbeddings(endpoint, {}, never);
    expect(warn.mock.calls.map(([fields]) => fields)).toEqual([
      { attempt: 1, delayMs: 0, reason: 'The embeddings endpoint answered 503' },
      { attempt: 2, delayMs: 0, reason: 'The embeddings endpoint answered 429' },
    ]);
  });

  it('gives up after four attempts with the last reason', async () => {
    const { endpoint, fetch, warn } = endpointThat([status(503), status(503), status(503), status(500)]);
    expect(await errorOf(endpoint)).toMatchObject({ retryable: true, message: 'The embeddings endpoint answered 500' });
    expect(fetch).toHaveBeenCalledTimes(4);
    expect(warn).toHaveBeenCalledTimes(3);
  });

  it.each([
    [401, 'EMBEDDER_API_KEY'],
    [403, 'EMBEDDER_API_KEY'],
    [404, 'EMBEDDER_MODEL'],
    [307, 'EMBEDDER_BASE_URL'],
  ])('says after %i which setting to look at, and asks once', async (code, setting) => {
    const { endpoint, fetch } = endpointThat([status(code)]);
    expect(await errorOf(endpoint)).toMatchObject({
      retryable: false,
      message: expect.stringContaining(setting) as string,
    });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it.each([400, 401, 429, 500])('tells nothing of the body of a %i, which may hold key or text', async (code) => {
    const { endpoint, warn } = endpointThat([status(code)]);
    const told = `${String(await errorOf(endpoint))} ${JSON.stringify(warn.mock.calls)}`;
    expect(told).toContain(String(code));
    expect(told).not.toMatch(/sk-secret|tea/);
  });

  it('tells nothing of a body that is not JSON, and does not ask again', async () => {
    const { endpoint, fetch } = endpointThat([() => new Response(KEY)]);
    const error = await errorOf(endpoint);
    expect(error).toMatchObject({ retryable: false });
    expect(error).not.toHaveProperty('cause');
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('does not wait for an endpoint that asks for more than eight seconds', async () => {
    const { endpoint, fetch } = endpointThat([status(429, { 'retry-after': '9' }), ok]);
    expect(await errorOf(endpoint)).toMatchObject({ retryable: true });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('asks again when the connection breaks', async () => {
    const { endpoint, warn } = endpointThat([() => Promise.reject(new TypeError('fetch failed')), ok]);
    expect(await postEmbeddings(endpoint, {}, never)).toEqual({ data: [] });
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ reason: "The embeddings endpoint can't be reached" });
  });

  it('rejects with the reason of the caller, who gave up while it waited', async () => {
    const controller = new AbortController();
    const { endpoint, fetch, warn } = endpointThat([status(503, { 'retry-after': '8' })]);
    const reason = new Error('the client went away');
    warn.mockImplementation(() => setImmediate(() => controller.abort(reason)));
    expect(await errorOf(endpoint, controller.signal)).toBe(reason);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('asks nobody for a caller who gave up before', async () => {
    const { endpoint, fetch } = endpointThat([ok]);
    const reason = new Error('too late');
    expect(await errorOf(endpoint, AbortSignal.abort(reason))).toBe(reason);
    expect(fetch).not.toHaveBeenCalled();
  });
});
