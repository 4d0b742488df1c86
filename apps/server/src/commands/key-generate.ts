import { createApiKey } from '@memory-api/contract';
import { parseArguments, runAsCommand } from '../command-line/run-as-command.js';

const USAGE = `npm run -s key:generate
  prints a new API key for OWNER_KEY; nothing is stored`;

await runAsCommand(USAGE, async () => {
  parseArguments({});
  // Alone on its line, so that `OWNER_KEY=$(npm run -s key:generate)` works.
  process.stdout.write(`${createApiKey('live')}\n`);
  return true;
});
