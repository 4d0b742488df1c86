import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from './config.js';

/**
 * Makes the data directory and those above it, for their owner alone, where they are missing. One
 * step at a time: where a file system takes no directories and says that there is none (`/proc`),
 * Node's own recursive way (20.19) tries for ever.
 *
 * @throws ConfigError naming `DATA_DIR`
 */
export function makeDataDirectory(dataDir: string): void {
  try {
    makeDirectory(resolve(dataDir));
  } catch (error) {
    throw new ConfigError('DATA_DIR', `${dataDir} cannot be made: ${error instanceof Error ? error.message : ''}`);
  }
}

function makeDirectory(path: string): void {
  const parent = dirname(path);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || existsSync(parent)) throw error;
    makeDirectory(parent);
    mkdirSync(path, { mode: 0o700 });
  }
}
