import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

// Only where this process may: nothing that has to be installed.
const [MOUNT, UNMOUNT] = ['mount', 'umount'] as const;

/** Makes a small file system of a directory; what comes back takes it away again. */
export function mountSmallDisk(directory: string, size: string): () => void {
  execFileSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory], { stdio: 'ignore' });
  return () => void execFileSync(UNMOUNT, [directory], { stdio: 'ignore' });
}

/** Whether this process may make a small file system of its own. */
export function canMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'memory-api-mount-'));
  try {
    mountSmallDisk(directory, '1m')();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Writes pages of 4 KB until there is room for no other. */
export function fillDisk(file: string): void {
  try {
    for (;;) writeFileSync(file, Buffer.alloc(4096), { flag: 'a' });
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
    expect(statSync(file).size).toBeGreaterThan(0);
  }
}
