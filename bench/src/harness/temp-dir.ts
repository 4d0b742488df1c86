import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `body` with a fresh data directory and removes it and the logs beside it when the body is done. */
export async function withDataDir<T>(body: (dataDir: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'memory-api-bench-'));
  const dataDir = join(parent, 'data');
  mkdirSync(dataDir);
  try {
    return await body(dataDir);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
