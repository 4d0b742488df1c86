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
  readonly storage: Pick<Storage, 'settings' | 'organizations' | 'write' | 'place'>;
  readonly embedder: Pick<Embedder, 'model' | 'dimensions'>;
}): Promise<void> {
  await storage.write(async (tx) => {
    // Of two nodes that start at once with different models, one comes first.
    await storage.organizations.lock(tx, MODEL);
    const stored = await storage.settings.get(MODEL, { tx });
    if (stored !== null && stored !== model) refuseOtherModel(storage.place, stored, model);
    if ((await storage.settings.get(DIMENSIONS, { tx })) !== null) return;
    await storage.settings.set(tx, MODEL, model);
    await storage.settings.set(tx, DIMENSIONS, String(dimensions));
  });
}

function refuseOtherModel(place: string, stored: string, model: string): never {
  throw new ConfigError(
    'EMBEDDER',
    `takes ${stored} for ${place}, whose vectors it made, not ${model}: set it back, or take another DATA_DIR or DATABASE_URL`,
  );
}
