import type { FastifyInstance, InjectOptions } from 'fastify';

/** An answer as tests look at it. `json` is the whole body, or null where it isn't JSON. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // The tests say what they expect of it: a wrong guess fails them.
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked at, never passed on
  readonly json: any;
}

/** What a test sends. `body` is sent as JSON; `payload` as it is. */
export interface TestRequest {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly payload?: string | Buffer;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly ip?: string;
}

/** Sends one request to an app, without a socket. */
export type TestClient = (target: string, request?: TestRequest) => Promise<TestAnswer>;

/** Makes a client; targets read `GET /v1/memories`. */
export function createClient(app: FastifyInstance): TestClient {
  return async (target, request = {}) => {
    const response = await app.inject(toInjectOptions(target, request));
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: isJson && response.body !== '' ? response.json() : null,
    };
  };
}

function toInjectOptions(target: string, { key, body, payload, headers, ip }: TestRequest): InjectOptions {
  const [method, url] = target.split(' ', 2);
  const sent = payload ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method: method as NonNullable<InjectOptions['method']>,
    url: url ?? '/',
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { payload: sent }),
    ...(ip !== undefined && { remoteAddress: ip }),
  };
}
