/** Work that is done again and again in the background, once at a time. */
export interface PeriodicJob {
  /** Does it now, or waits for the run that is under way. Never fails; does nothing once the job is closed. */
  run(): Promise<void>;
  /** Begins no further run, and waits for the one that is under way. */
  close(): Promise<void>;
}

/** Starts a job. The clock keeps no process alive. */
export function startPeriodicJob(parts: {
  /** One run. Its signal says that the job is closed: whatever is long ends after the piece that it is at. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** Told why a run failed; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
  readonly intervalMs: number;
  /** Until a run before the first one of the interval; left out, there is none. */
  readonly firstDelayMs?: number;
}): PeriodicJob {
  const { work, onError, intervalMs, firstDelayMs } = parts;
  const abort = new AbortController();
  let underWay: Promise<void> | null = null;

  async function runOnce(): Promise<void> {
    if (!abort.signal.aborted) await work(abort.signal);
  }

  async function run(): Promise<void> {
    underWay ??= runOnce()
      .catch(onError)
      .finally(() => {
        underWay = null;
      });
    await underWay;
  }

  const timer = setInterval(() => void run(), intervalMs);
  const first = firstDelayMs === undefined ? undefined : setTimeout(() => void run(), firstDelayMs);
  timer.unref();
  first?.unref();

  return {
    run,
    async close() {
      abort.abort();
      clearInterval(timer);
      clearTimeout(first);
      await underWay;
    },
  };
}
