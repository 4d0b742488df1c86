import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.js';

/** The log of a process, and what has to be done before it ends. */
export interface Log {
  readonly logger: Logger;
  /** Writes what is still in memory. */
  flush(): void;
}

/**
 * Makes the log on standard output: lines for people on a terminal, JSON elsewhere. JSON is
 * written in the background: a slow reader of the log must not hold up requests.
 */
export async function createLog({ logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>): Promise<Log> {
  if (logFormat === 'pretty') {
    const { default: createPretty } = await import('pino-pretty');
    const pretty = createPretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' });
    // Written at once: a person watches.
    return { logger: createLogger(logLevel, pretty), flush: () => {} };
  }
  const destination = pino.destination({ fd: 1, sync: false });
  return { logger: createLogger(logLevel, destination), flush: () => destination.flushSync() };
}

/** Makes a logger on any stream; pid and host are the process manager's business. */
export function createLogger(level: Config['logLevel'], stream: DestinationStream): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}
