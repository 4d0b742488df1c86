import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server of OpenAI's form, over HTTP, in this process. */
export interface EmbeddingEndpoint {
  readonly baseUrl: string;
  /** Every text that it has embedded. */
  readonly texts: string[];
  /** Once it has embedded so many, requests with several texts wait until it is raised. */
  textsAllowed: number;
  /** While true it answers 503. */
  isDown: boolean;
  close(): void;
}

const DIMENSIONS = 32;

/** Starts one. Its vectors count words, so that texts with the same words are near. */
export async function startEmbeddingEndpoint(): Promise<EmbeddingEndpoint> {
  const texts: string[] = [];
  const state = { textsAllowed: Number.POSITIVE_INFINITY, isDown: false };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (state.isDown) {
      response.writeHead(503, { 'retry-after': '0' }).end();
      return;
    }
    const { input } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly input: readonly string[] };
    while (input.length > 1 && texts.length >= state.textsAllowed) await sleep(20);
    texts.push(...input);
    const data = input.map((text, index) => ({ index, embedding: toVector(text) }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data, usage: { prompt_tokens: input.length } }));
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(null)));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    texts,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
}

function toVector(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0.01);
  for (const word of text.toLowerCase().split(/\W+/).filter(Boolean)) {
    let hash = 7;
    for (const character of word) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % DIMENSIONS;
    vector[hash] = 1;
  }
  return vector;
}
