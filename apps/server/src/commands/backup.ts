import { resolve } from 'node:path';
import { backupStorage, toShownLocation } from '@memory-api/storage';
import { toDataLocation } from '../command-line/data-location.js';
import { parseArguments, runAsCommand, toOnePath } from '../command-line/run-as-command.js';
import { readConfig, readEnvironment } from '../config.js';

const USAGE = `npm run backup -- PATH
  PATH  a new file; it gets a copy of DATA_DIR or, with DATABASE_URL, of that database (as DATABASE_ADMIN_URL, if set)`;

await runAsCommand(USAGE, async () => {
  const { positionals } = parseArguments({ allowPositionals: true });
  const path = toOnePath('backup', positionals);
  const location = toDataLocation(readConfig());
  const { bytes } = await backupStorage({ location, path, environment: readEnvironment() });
  process.stderr.write(`A backup of ${toShownLocation(location)} is in ${resolve(path)} (${bytes} bytes).\n`);
  return true;
});
