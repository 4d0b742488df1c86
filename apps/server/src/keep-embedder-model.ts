import type { Embedder } from '@memory-api/embedder';
import type { Storage } from '@memory-api/storage';
import { ConfigError } from './config.js';

const MODEL = 'embedder_model';
const DIMENSIONS = 'embedder_dimensions';

/**
 * Holds a store to the model that its vectors were made with: vectors of two models can't be
 * compared, and a search among them would find nonsense without a word.
 *
 * @throws ConfigError naming both models
 */
export async function keepEmbedderModel({
  storage,
  embedder: { model, dimensions },
}: {
  readonly storage: Pick<Storage, 'settings' | 'write' | 'place'>;
  readonly embedder: Pick<Embedder, 'model' | 'dimensions'>;
}): Promise<void> {
  const stored = await storage.settings.get(MODEL);
  if (stored !== null && stored !== model) {
    throw new ConfigError(
      'EMBEDDER',
      `takes ${stored} for ${storage.place}, whose vectors it made, not ${model}: set it back, or take another DATA_DIR or DATABASE_URL`,
    );
  }
  if ((await storage.settings.get(DIMENSIONS)) !== null) return;
  await storage.write(async (tx) => {
    await storage.settings.set(tx, MODEL, model);
    await storage.settings.set(tx, DIMENSIONS, String(dimensions));
  });
}
