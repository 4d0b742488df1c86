import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withDataDir } from './temp-dir.js';

afterEach(() => vi.restoreAllMocks());

describe('withDataDir', () => {
  it('gives an empty directory and removes it, whatever was put there', async () => {
    const used = await withDataDir(async (dataDir) => {
      writeFileSync(join(dataDir, 'memory-api.db'), 'x');
      return dataDir;
    });
    expect(existsSync(dirname(used))).toBe(false);
  });

  it('shows the logs of a run that failed, and passes its failure on', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    let used = '';
    const failing = withDataDir(async (dataDir) => {
      used = dataDir;
      writeFileSync(join(dirname(dataDir), 'server-1.log'), 'the disk is on fire');
      throw new RangeError('it stopped');
    });
    await expect(failing).rejects.toThrow('it stopped');
    expect(said.mock.lastCall?.[0]).toMatch(/server-1\.log:\nthe disk is on fire/);
    expect(existsSync(used)).toBe(false);
  });
});
