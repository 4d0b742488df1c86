import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOwnerKeyFile } from './owner-key-file.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'memory-api-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('writeOwnerKeyFile', () => {
  it('writes a file that only its owner reads', async () => {
    const path = writeOwnerKeyFile(dataDir, 'secret');
    expect(path).toBe(join(dataDir, 'owner-key'));
    expect(await readFile(path, 'utf8')).toBe('secret\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('narrows a file that was there before', async () => {
    const path = join(dataDir, 'owner-key');
    await writeFile(path, 'something much longer than the key');
    await chmod(path, 0o644);
    writeOwnerKeyFile(dataDir, 'secret');
    expect(await readFile(path, 'utf8')).toBe('secret\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
