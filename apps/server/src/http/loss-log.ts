import type { Logger } from 'pino';

// A full disk would be told of by every request.
const QUIET_MS = 60_000;

/** Makes what says, at most once a minute, how many requests could not be written into the ledger. */
export function createLossLog(
  logger: Pick<Logger, 'error'>,
  now: () => number = () => performance.now(),
): (error: unknown, requests: number) => void {
  let untold = 0;
  let toldAtMs = -Infinity;
  return (err, requests) => {
    untold += requests;
    if (now() - toldAtMs < QUIET_MS) return;
    logger.error({ err, requests: untold }, 'requests were answered that the ledger could not take: they are free');
    untold = 0;
    toldAtMs = now();
  };
}
