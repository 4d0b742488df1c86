import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './config.js';
import { makeDataDirectory } from './make-data-directory.js';

describe('makeDataDirectory', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'make-data-directory-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('makes it and what is above it, for its owner alone, and leaves it where it is there', () => {
    const dataDir = join(root, 'deep', 'data');
    makeDataDirectory(dataDir);
    makeDataDirectory(dataDir);
    for (const made of [join(root, 'deep'), dataDir]) expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it('takes a link to a directory for one', () => {
    symlinkSync(root, join(root, 'link'));
    makeDataDirectory(join(root, 'link', 'data'));
    expect(existsSync(join(root, 'data'))).toBe(true);
  });

  it('ends with one line below a file, and below a link that leads nowhere', () => {
    writeFileSync(join(root, 'file'), '');
    symlinkSync(join(root, 'gone'), join(root, 'dangling'));
    for (const place of ['file/data', 'dangling/data', 'dangling/deep/data']) {
      const dataDir = join(root, place);
      expect(() => makeDataDirectory(dataDir)).toThrow(ConfigError);
      expect(() => makeDataDirectory(dataDir)).toThrow(/^DATA_DIR [^\n]+ cannot be made: [^\n]+$/);
    }
  });

  it.each(['/proc/x', '/proc/x/deep/data'])('ends where no directory can be made, as at %s', (dataDir) => {
    expect(() => makeDataDirectory(dataDir)).toThrow(`DATA_DIR ${dataDir} cannot be made`);
  });
});
