import { isEmbedderError } from '@memory-api/embedder';
import { StorageOpenError } from '@memory-api/storage';
import { isatty } from 'node:tty';
import { ConfigError, readConfig, type Config } from './config.js';
import { createFirstCommands } from './features/system/pages.js';
import { createLog, type Log } from './log.js';
import { startServer, type StartedServer } from './start-server.js';

// Ten seconds are promised; what is under way gets most of them.
const FINISH_MS = 7_000;
const LEAVE_MS = 9_500;
// A terminal sends Ctrl-C to npm and to us, and npm sends it on: one wish that comes twice.
const ONE_WISH_MS = 2_000;

/** Why a process couldn't start, in one line, or null where only the whole error tells. */
function toStartLine(error: unknown, config: Config | null): string | null {
  if (error instanceof ConfigError || error instanceof StorageOpenError) return error.message;
  if (isEmbedderError(error)) return `EMBEDDER_BASE_URL leads to no embedder: ${error.message}`;
  if (!(error instanceof Error) || !('code' in error) || config === null) return null;
  const { host, port } = config;
  if (error.code === 'EADDRINUSE') return `PORT ${port} of ${host} is in use: stop the other program, or set PORT.`;
  if (error.code === 'EACCES') return `PORT ${port} of ${host} may not be opened by this user: set PORT.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST ${host} is no address of this machine.`;
  return null;
}

/** What a person needs first: the key, and what to do with it. */
function showFirstSteps(server: StartedServer): void {
  const commands = createFirstCommands(server.address);
  const steps = ['Try it:', 'export API_KEY=…   # the key above', ...commands, `Documentation: ${server.address}/docs`];
  process.stdout.write(`\n${steps.join('\n\n')}\n\n`);
}

/** Leaves at the first signal, in ten seconds at the latest; one that comes well after it doesn't wait. */
function leaveOnSignal(started: Promise<StartedServer>, log: Log): void {
  let firstAtMs: number | null = null;
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    if (firstAtMs !== null) {
      if (performance.now() - firstAtMs > ONE_WISH_MS) exit(log, 1, 'stopped at once');
      return;
    }
    firstAtMs = performance.now();
    log.logger.info(`${signal}: finishing what is under way`);
    setTimeout(() => exit(log, 1, 'could not finish in time'), LEAVE_MS).unref();
    try {
      const server = await started;
      setTimeout(() => server.abandonConnections(), FINISH_MS).unref();
      await server.close();
    } catch (error) {
      log.logger.error({ err: error }, 'could not stop cleanly');
      exit(log, 1, 'stopped');
    }
    exit(log, 0, 'stopped');
  };
  process.on('SIGTERM', (signal) => void leave(signal));
  process.on('SIGINT', (signal) => void leave(signal));
}

/** SIGHUP has the plans read again; from a terminal that was closed it's the end, as of any program. */
function reloadOnSignal(started: Promise<StartedServer>, log: Log): void {
  const hasTerminal = isatty(1);
  process.on('SIGHUP', () => {
    if (!hasTerminal || isatty(1)) return void reloadPlans(started, log);
    // By the signal, not by exit: Node 20 fails an assertion where it sets a terminal back that is gone.
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  });
}

async function reloadPlans(started: Promise<StartedServer>, log: Log): Promise<void> {
  try {
    await (await started).reloadPlans();
  } catch (error) {
    log.logger.debug({ err: error }, 'SIGHUP came to a server that did not start');
  }
}

function exit({ logger, flush }: Log, code: number, message: string): never {
  logger.info(message);
  flush();
  process.exit(code);
}

/** Starts, and tells a terminal of the key that the first start makes. */
async function start(config: Config): Promise<void> {
  const log = await createLog(config);
  let isFirstStart = false;
  const showOwnerKey = (secret: string): void => {
    isFirstStart = true;
    process.stdout.write(`\nYour API key, shown this once: ${secret}\n\n`);
  };
  const started = startServer({
    config,
    logger: log.logger,
    showOwnerKey: process.stdout.isTTY ? showOwnerKey : null,
  });
  leaveOnSignal(started, log);
  reloadOnSignal(started, log);
  const server = await started;
  if (isFirstStart) showFirstSteps(server);
}

async function main(): Promise<void> {
  let config: Config | null = null;
  try {
    config = readConfig();
    await start(config);
  } catch (error) {
    const line = toStartLine(error, config) ?? (error instanceof Error ? error.stack : undefined);
    process.stderr.write(`${line ?? String(error)}\n`);
    process.exit(1);
  }
}

await main();
