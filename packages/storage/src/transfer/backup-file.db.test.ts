import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBackupEngine, syncToDisk, writeNewFile } from './backup-file.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'memory-api-backup-file-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the engine of a backup', () => {
  it('is SQLite for a file that SQLite has made', () => {
    const path = join(directory, 'real.db');
    const database = new Database(path);
    database.exec('create table t (a)');
    database.close();
    expect(readBackupEngine(path)).toBe('sqlite');
  });

  it('is PostgreSQL for an archive of pg_dump, even one that is cut off behind its first bytes', () => {
    const path = join(directory, 'dump');
    for (const bytes of [Buffer.from('PGDMP\x01\x10\x00\xff and more than that'), Buffer.from('PGDMP')]) {
      writeFileSync(path, bytes);
      expect(readBackupEngine(path)).toBe('postgres');
    }
  });

  it.each([
    ['an empty file', ''],
    ['a dump as text', '--\n-- PostgreSQL database dump\n--'],
    ['the name of SQLite without the zero behind it', 'SQLite format 3 '],
    ['a beginning that is not at the beginning', ' PGDMP'],
    ['a beginning that is cut off', 'PGDM'],
  ])('is not guessed for %s', (_, content) => {
    const path = join(directory, 'file');
    writeFileSync(path, content);
    expect(() => readBackupEngine(path)).toThrow(
      expect.objectContaining({ code: 'BACKUP_UNFIT', message: `${path} is no backup: npm run backup makes one.` }),
    );
  });

  it.each([
    ['is not there', 'ENOENT', () => undefined],
    ['is a directory', 'EISDIR', (path: string) => mkdirSync(path)],
  ])('is a mistake of the caller where the file %s', (_, code, make) => {
    const path = join(directory, 'file');
    make(path);
    const message = expect.stringMatching(`^The backup ${path} can't be read: ${code}`);
    expect(() => readBackupEngine(path)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT', message, cause: expect.objectContaining({ code }) }),
    );
  });
});

describe('a new file', () => {
  it('appears whole: while it is written, there is only a partial one, of its user', async () => {
    const path = join(directory, 'backup');
    await writeNewFile(path, async (partial) => {
      writeFileSync(partial, 'first half');
      expect([existsSync(path), statSync(partial).mode & 0o777]).toEqual([false, 0o600]);
      writeFileSync(partial, ', second half', { flag: 'a' });
    });
    expect(readFileSync(path, 'utf8')).toBe('first half, second half');
    expect(readdirSync(directory)).toEqual(['backup']);
  });

  it('is not there where its writing failed, and the next attempt finds the place free', async () => {
    const path = join(directory, 'backup');
    const failed = writeNewFile(path, async (partial) => {
      writeFileSync(partial, 'half');
      throw new Error('no more');
    });
    await expect(failed).rejects.toThrow('no more');
    expect(readdirSync(directory)).toEqual([]);
    await writeNewFile(path, async (partial) => writeFileSync(partial, 'whole'));
    expect(readFileSync(path, 'utf8')).toBe('whole');
  });

  it('gives way to one that has appeared at its place meanwhile', async () => {
    const path = join(directory, 'backup');
    const late = writeNewFile(path, async (partial) => {
      writeFileSync(partial, 'mine');
      writeFileSync(path, 'theirs');
    });
    await expect(late).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    expect([readdirSync(directory), readFileSync(path, 'utf8')]).toEqual([['backup'], 'theirs']);
  });

  it('is written by one of two at the same time', async () => {
    const path = join(directory, 'backup');
    const write = (words: string) => writeNewFile(path, async (partial) => writeFileSync(partial, words));
    const [first, second] = await Promise.allSettled([write('first'), write('second')]);
    expect([first?.status, second]).toMatchObject(['fulfilled', { status: 'rejected', reason: { code: 'NOT_EMPTY' } }]);
    expect(readFileSync(path, 'utf8')).toBe('first');
  });

  it.each(['', '.partial'])('is not begun where there is something at its path%s already', async (end) => {
    const path = join(directory, 'backup');
    writeFileSync(`${path}${end}`, 'theirs');
    let begun = 0;
    const refused = { code: 'NOT_EMPTY', message: expect.stringMatching(`^${path}${end} is there`) };
    await expect(writeNewFile(path, async () => void (begun += 1))).rejects.toMatchObject(refused);
    expect([begun, readFileSync(`${path}${end}`, 'utf8')]).toEqual([0, 'theirs']);
  });

  it('makes no directories: a place in none is a mistake of the caller', async () => {
    const path = join(directory, 'missing', 'backup');
    await expect(writeNewFile(path, async () => undefined)).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: expect.stringMatching(`^${path}.partial can't be written: ENOENT`),
    });
    expect(readdirSync(directory)).toEqual([]);
  });
});

it('brings files and directories to the disk, and does not hide that one is missing', () => {
  const path = join(directory, 'file');
  writeFileSync(path, 'x');
  for (const each of [path, directory]) expect(() => syncToDisk(each)).not.toThrow();
  expect(() => syncToDisk(`${path}2`)).toThrow('ENOENT');
});
