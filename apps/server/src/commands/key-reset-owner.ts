import { openSqliteStorage, StorageOpenError, type Storage } from '@memory-api/storage';
import { ConfigError, readConfig } from '../config.js';
import { resetOwnerKey } from '../features/accounts/ensure-owner.js';
import { createIssueKey } from '../features/api-keys/issue-key.js';
import { createLogger } from '../log.js';

/** Beside a running server as its tool; without one as the server would, so that it upgrades. */
async function openData(dataDir: string): Promise<Storage> {
  const logger = createLogger('warn', process.stderr);
  try {
    return await openSqliteStorage({ dataDir, exclusive: true, logger });
  } catch (error) {
    if (!(error instanceof StorageOpenError) || error.code !== 'DATA_DIR_IN_USE') throw error;
    return openSqliteStorage({ dataDir, exclusive: false, logger });
  }
}

try {
  const { dataDir } = readConfig();
  const storage = await openData(dataDir);
  try {
    const secret = await resetOwnerKey({ storage, issueKey: createIssueKey({ storage }), nowMs: Date.now() });
    process.stderr.write('A new key of the owner organization, shown this once. Older ones go on working.\n');
    process.stdout.write(`${secret}\n`);
  } finally {
    await storage.close();
  }
} catch (error) {
  const isKnown = error instanceof ConfigError || error instanceof StorageOpenError;
  process.stderr.write(`${isKnown || !(error instanceof Error) ? String(error) : error.stack}\n`);
  process.exitCode = 1;
}
