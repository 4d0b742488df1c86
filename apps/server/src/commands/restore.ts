import { resolve } from 'node:path';
import { restoreStorage, toShownLocation } from '@memory-api/storage';
import { toDataLocation } from '../command-line/data-location.js';
import { parseArguments, runAsCommand, toOnePath } from '../command-line/run-as-command.js';
import { readConfig, readEnvironment } from '../config.js';

const USAGE = `npm run restore -- PATH [--force]
  PATH     a file of npm run backup; it goes into DATA_DIR or, with DATABASE_URL, into that database
  --force  replaces what is there`;

await runAsCommand(USAGE, async () => {
  const options = { force: { type: 'boolean' } } as const;
  const { values, positionals } = parseArguments({ allowPositionals: true, options });
  const path = toOnePath('restore', positionals);
  const location = toDataLocation(readConfig());
  await restoreStorage({ location, path, force: values.force ?? false, environment: readEnvironment() });
  process.stderr.write(`${resolve(path)} is restored into ${toShownLocation(location)}. A server can start on it.\n`);
  return true;
});
