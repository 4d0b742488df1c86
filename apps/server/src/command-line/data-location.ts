import type { StorageLocation } from '@memory-api/storage';
import type { Config } from '../config.js';

/** Where the data of the configuration is, and who administers it. */
export function toDataLocation({ dataDir, database }: Pick<Config, 'dataDir' | 'database'>): StorageLocation {
  return database === null ? { engine: 'sqlite', dataDir } : { engine: 'postgres', adminUrl: database.adminUrl };
}
