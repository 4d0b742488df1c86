import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `body` with a fresh data directory and removes it and the logs beside it when the body is done. */
export async function withDataDir<T>(body: (dataDir: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'memory-api-bench-'));
  const dataDir = join(parent, 'data');
  mkdirSync(dataDir);
  try {
    return await body(dataDir);
  } catch (error) {
    printLogs(parent);
    throw error;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** What the servers had to say is gone with the directory: a run that failed shows the end of it. */
function printLogs(parent: string): void {
  for (const name of readdirSync(parent).filter((one) => one.endsWith('.log'))) {
    console.error(`${name}:\n${readFileSync(join(parent, name), 'utf8').slice(-4000)}`);
  }
}
