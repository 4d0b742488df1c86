import { StorageOpenError } from '@memory-api/storage';
import { ConfigError, readConfig, type Config } from './config.js';
import { createFirstCommands } from './features/system/pages.js';
import { createLog, type Log } from './log.js';
import { startServer, type StartedServer } from './start-server.js';

// Ten seconds are promised; what is under way gets most of them.
const FINISH_MS = 7_000;
const LEAVE_MS = 9_500;

/** Why a process couldn't start, in one line, or null where only the whole error tells. */
function toStartLine(error: unknown, config: Config | null): string | null {
  if (error instanceof ConfigError || error instanceof StorageOpenError) return error.message;
  if (!(error instanceof Error) || !('code' in error) || config === null) return null;
  const { host, port } = config;
  if (error.code === 'EADDRINUSE') return `PORT ${port} of ${host} is in use: stop the other program, or set PORT.`;
  if (error.code === 'EACCES') return `PORT ${port} of ${host} may not be opened by this user: set PORT.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST ${host} is no address of this machine.`;
  return null;
}

/** Shows the owner's key to whoever started the server for the first time, with what to try next. */
function showOwnerKey(server: StartedServer): void {
  if (server.ownerKeyToShow === null) return;
  const commands = createFirstCommands({ baseUrl: server.address, isSignupOpen: false });
  process.stdout.write(
    [
      '',
      `Your API key, shown this once: ${server.ownerKeyToShow}`,
      '',
      'Try it:',
      '',
      `export API_KEY=${server.ownerKeyToShow}`,
      '',
      commands.join('\n\n'),
      '',
      `Documentation: ${server.address}/docs`,
      '',
      '',
    ].join('\n'),
  );
}

/** Leaves at the first signal, in ten seconds at the latest; a second one doesn't wait. */
function leaveOnSignal(server: StartedServer, log: Log): void {
  let isLeaving = false;
  const leave = (signal: NodeJS.Signals): void => {
    if (isLeaving) process.exit(1);
    isLeaving = true;
    log.logger.info(`${signal}: finishing what is under way`);
    setTimeout(() => server.abandonConnections(), FINISH_MS).unref();
    setTimeout(() => exit(log, 1, 'could not finish in time'), LEAVE_MS).unref();
    server.close().then(
      () => exit(log, 0, 'stopped'),
      (error: unknown) => {
        log.logger.error({ err: error }, 'could not stop cleanly');
        exit(log, 1, 'stopped');
      },
    );
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
}

function exit({ logger, flush }: Log, code: number, message: string): never {
  logger.info(message);
  flush();
  process.exit(code);
}

async function main(): Promise<void> {
  let config: Config | null = null;
  try {
    config = readConfig();
    const log = await createLog(config);
    const server = await startServer({ config, logger: log.logger, isTerminal: process.stdout.isTTY });
    showOwnerKey(server);
    leaveOnSignal(server, log);
  } catch (error) {
    const line = toStartLine(error, config) ?? (error instanceof Error ? error.stack : undefined);
    process.stderr.write(`${line ?? String(error)}\n`);
    process.exit(1);
  }
}

await main();
