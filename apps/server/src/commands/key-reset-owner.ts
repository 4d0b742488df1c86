import { resolve } from 'node:path';
import { openPostgresStorage, openSqliteStorage, StorageOpenError, type Storage } from '@memory-api/storage';
import { parseArguments, runAsCommand } from '../command-line/run-as-command.js';
import { readConfig, type Config } from '../config.js';
import { resetOwnerKey } from '../features/accounts/ensure-owner.js';
import { createIssueKey } from '../features/api-keys/issue-key.js';
import { toPostgresLocation } from '../open-storage.js';
import { createLogger } from '../log.js';

const USAGE = `npm run -s key:reset-owner
  prints a new key of the owner organization in DATA_DIR or, with DATABASE_URL, in that database`;

/** As a tool, beside a server or without one, which makes no database; as the server would where it is to be upgraded. */
async function openData({ dataDir, database }: Config): Promise<Storage> {
  const logger = createLogger('warn', process.stderr);
  if (database !== null) return openPostgresStorage({ ...toPostgresLocation(database), migrate: false, logger });
  try {
    return await openSqliteStorage({ dataDir, exclusive: false, logger });
  } catch (error) {
    if (!(error instanceof StorageOpenError) || error.code !== 'SCHEMA_OLDER') throw error;
    return openSqliteStorage({ dataDir, exclusive: true, logger });
  }
}

await runAsCommand(USAGE, async () => {
  parseArguments({});
  const storage = await openData(readConfig());
  const place = storage.engine === 'sqlite' ? resolve(storage.place) : storage.place;
  try {
    const secret = await resetOwnerKey({ storage, issueKey: createIssueKey({ storage }), nowMs: Date.now() });
    const what = `A new key of the owner organization of ${place}, shown this once.`;
    process.stderr.write(`${what} Older ones go on working.\n`);
    process.stdout.write(`${secret}\n`);
  } finally {
    await storage.close();
  }
  return true;
});
