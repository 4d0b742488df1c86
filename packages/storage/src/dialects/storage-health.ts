import type { SettingsStore } from '../system/settings-store.js';
import type { Storage, StorageLogger } from '../storage-port.js';

const SETTING = 'health_probe';

/** Makes the health of a storage: whether it reads and, after a write that failed for the engine, writes again. */
export function createHealth(parts: {
  readonly settings: SettingsStore;
  readonly write: Storage['write'];
  /** Whether the last write could not be made for the engine. */
  readonly isFailing: () => boolean;
  readonly logger: StorageLogger;
}): Storage['health'] {
  const { settings, write, isFailing, logger } = parts;
  return async () => {
    try {
      await settings.get(SETTING);
      // Reads go on where a disk is full or the database is a copy: after a failed write, only a write can tell.
      if (isFailing()) await write((tx) => settings.set(tx, SETTING, 'ok'));
      return 'ok';
    } catch (err) {
      logger.warn({ err }, 'storage is unavailable');
      return 'unavailable';
    }
  };
}
