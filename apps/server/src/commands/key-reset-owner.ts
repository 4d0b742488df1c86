import { resolve } from 'node:path';
import { openData } from '../command-line/open-data.js';
import { parseArguments, runAsCommand } from '../command-line/run-as-command.js';
import { readConfig } from '../config.js';
import { resetOwnerKey } from '../features/accounts/ensure-owner.js';
import { createIssueKey } from '../features/api-keys/issue-key.js';

const USAGE = `npm run -s key:reset-owner
  prints a new key of the owner organization in DATA_DIR or, with DATABASE_URL, in that database`;

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
