import type { Storage } from '@memory-api/storage';
import { ConfigError } from './config.js';

const SETTING = 'embedder_model';

/**
 * Holds a store to the model that its vectors were made with: vectors of two models can't be
 * compared, and a search among them would find nonsense without a word.
 *
 * @throws ConfigError naming both models
 */
export async function keepEmbedderModel({
  storage,
  model,
}: {
  readonly storage: Pick<Storage, 'settings' | 'write'>;
  readonly model: string;
}): Promise<void> {
  const stored = await storage.settings.get(SETTING);
  if (stored === model) return;
  if (stored !== null) {
    throw new ConfigError(
      'EMBEDDER',
      `takes ${stored} for this data directory, whose vectors it made, not ${model}: set it back, or take another DATA_DIR`,
    );
  }
  await storage.write(async (tx) => storage.settings.set(tx, SETTING, model));
}
