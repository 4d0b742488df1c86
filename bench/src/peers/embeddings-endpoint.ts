import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { invariant } from '@memory-api/contract';
import type { Embedder } from '@memory-api/embedder';
import { EmbeddingsRequestError, parseEmbeddingsRequest, toEmbeddingsResponse } from './embeddings-wire.js';

/** A running endpoint for embeddings. */
export interface EmbeddingsEndpoint {
  /** For clients of OpenAI's API: they add `/embeddings`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly dimensions: number;
  /** Stops listening and ends connections; the embedder stays with whoever made it. */
  close(): Promise<void>;
}

/**
 * Offers an embedder on the loopback interface in the form of OpenAI's API, for programs that take their vectors from
 * there. The form knows no difference between questions and texts, so both are embedded as texts.
 */
export async function startEmbeddingsEndpoint(embedder: Embedder): Promise<EmbeddingsEndpoint> {
  const server = createServer((request, response) => void answer(embedder, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'a listening TCP server has a port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    model: embedder.model,
    dimensions: embedder.dimensions,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(embedder: Embedder, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') {
      send(response, 404, toError('there is only POST /v1/embeddings'));
      return;
    }
    send(response, 200, await embed(embedder, await readText(request)));
  } catch (error) {
    if (error instanceof EmbeddingsRequestError) send(response, 400, toError(error.message));
    else send(response, 500, toError('the embedder failed'));
  }
}

async function embed(embedder: Embedder, body: string): Promise<object> {
  const { model, dimensions } = embedder;
  const { input, encoding } = parseEmbeddingsRequest(body, dimensions);
  return toEmbeddingsResponse({ embedded: await embedder.embedTexts(input), encoding, model, dimensions });
}

function send(response: ServerResponse, status: number, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.end(bytes);
}

function toError(message: string): object {
  return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}
