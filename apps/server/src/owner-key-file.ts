import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;

/**
 * Writes the owner's key where only whoever runs the server reads it.
 *
 * @returns the path of the file: what the log may say.
 */
export function writeOwnerKeyFile(dataDir: string, secret: string): string {
  const path = join(dataDir, 'owner-key');
  writeFileSync(path, '', { mode: OWNER_ONLY });
  // The mode above counts for a new file only: one that was there is narrowed before it's written.
  chmodSync(path, OWNER_ONLY);
  writeFileSync(path, `${secret}\n`);
  return path;
}
