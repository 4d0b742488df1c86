import {
  createMinilmEmbedder,
  createOpenAiEmbedder,
  isEmbedderError,
  MINILM_MODEL,
  toOpenAiModelName,
  type Embedder,
} from '@memory-api/embedder';
import type { EmbeddingModel } from '@memory-api/storage';
import type { Logger } from 'pino';
import type { EmbedderConfig, OpenAiConfig } from './config.js';
import type { EarlierEmbedder } from './features/embedding/open-embedders.js';

type WithLogger = { readonly logger: Logger };

/**
 * Makes the embedder of the settings. An endpoint is asked how long its vectors are; where it doesn't answer, and the
 * store knows from before, the server starts all the same.
 *
 * @throws EmbedderError where the endpoint refuses, or doesn't answer and nothing is known of it
 */
export async function createCurrentEmbedder(
  config: EmbedderConfig,
  { known, logger }: WithLogger & { readonly known: readonly EmbeddingModel[] },
): Promise<Embedder> {
  if (config.kind === 'minilm') return createMinilmEmbedder({ logger });
  try {
    return await createOpenAiEmbedder({ ...config, logger });
  } catch (error) {
    const before = known.findLast((model) => isModelOf(config, model.name, model.dimensions));
    if (before === undefined || !isEmbedderError(error) || !error.retryable) throw error;
    logger.warn({ err: error }, 'the embedder does not answer: writes and queries are refused until it does');
    return createOpenAiEmbedder({ ...config, dimensions: before.dimensions, logger });
  }
}

/** The embedders that vectors of before may be from: MiniLM, which is always there, and an endpoint that is still set. */
export function createEarlierEmbedders(
  previous: OpenAiConfig | null,
  { logger }: WithLogger,
): readonly EarlierEmbedder[] {
  const minilm: EarlierEmbedder = {
    makes: (name) => name === MINILM_MODEL.name,
    open: () => Promise.resolve(createMinilmEmbedder({ logger })),
  };
  if (previous === null) return [minilm];
  const endpoint: EarlierEmbedder = {
    makes: (name) => isModelOf(previous, name, Number(name.split(':').at(-1))),
    open: ({ dimensions }) => createOpenAiEmbedder({ ...previous, dimensions, logger }),
  };
  return [minilm, endpoint];
}

function isModelOf({ model }: OpenAiConfig, name: string, dimensions: number): boolean {
  return name === toOpenAiModelName(model, dimensions);
}
