import { openData } from '../command-line/open-data.js';
import { parseArguments, runAsCommand } from '../command-line/run-as-command.js';
import { readConfig } from '../config.js';
import { toDifferenceLine, verifyLedger } from '../features/usage/verify-ledger.js';

const USAGE = `npm run ledger:verify
  Counts the rows of the ledger anew and compares them with the sums by hour and day, organization by organization.`;

// Nobody waits for it, and a ledger may be long.
const STATEMENT_MS = 24 * 3_600_000;

await runAsCommand(USAGE, async () => {
  parseArguments({});
  const storage = await openData(readConfig(), STATEMENT_MS);
  try {
    const { tenants, differences } = await verifyLedger(storage.usage);
    for (const difference of differences) process.stdout.write(`${toDifferenceLine(difference)}\n`);
    const found = differences.length === 0 ? 'every sum is that of its rows' : `${differences.length} sums differ`;
    process.stderr.write(`${tenants} organizations and environments compared: ${found}.\n`);
    return differences.length === 0;
  } finally {
    await storage.close();
  }
});
