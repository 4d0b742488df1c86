import { invariant } from '@memory-api/contract';
import type { PeerOptions } from '@memory-api/bench/peer';

/** Vectors of texts, in their order, for packages that want to be given them. */
export async function fetchEmbeddings(
  { baseUrl, model }: PeerOptions['embeddings'],
  texts: readonly string[],
): Promise<readonly (readonly number[])[]> {
  const response = await fetch(`${baseUrl}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, input: texts }),
  });
  invariant(response.ok, `the endpoint for embeddings answered ${response.status}`);
  const { data } = (await response.json()) as { readonly data: readonly { readonly embedding: readonly number[] }[] };
  return data.map(({ embedding }) => embedding);
}
