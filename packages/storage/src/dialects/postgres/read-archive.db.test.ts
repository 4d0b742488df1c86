import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StorageOpenError } from '../../storage-open-error.js';
import { latestVersion } from '../migration.js';
import { migrations } from './migrations/migrations.js';
import { readArchive } from './read-archive.js';

const KNOWN = latestVersion(migrations);
const OURS = '215; 0 16400 TABLE DATA public schema_migrations postgres';
const PGVECTOR = '2; 3079 16385 EXTENSION - vector ';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'memory-api-archive-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Stands in for pg_restore: a list of contents, and the rows of the table of steps. */
function makeRestore({ list, steps = [] }: { list: readonly string[]; steps?: readonly number[] }) {
  writeFileSync(join(directory, 'list'), `;\n; Archive created at 2026\n;\n${list.join('\n')}\n`);
  const rows = steps.map((step) => `${step}\tstep ${step}\t1700000000000\n`).join('');
  writeFileSync(
    join(directory, 'data'),
    `SET lock_timeout = 0;\nCOPY public.schema_migrations FROM stdin;\n${rows}\\.\n`,
  );
  return makeProgram(`printf '%s\\n' "$*" >> '${directory}/calls'
case "$1" in --list) cat '${directory}/list';; *) cat '${directory}/data';; esac`);
}

function makeProgram(script: string) {
  const path = join(directory, 'pg_restore');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: process.env['PATH'], PG_RESTORE: path };
}

it.each([
  ['with pgvector', [PGVECTOR, OURS], true],
  ['without it', [OURS], false],
  ['with only a remark about it', ['9; 0 0 COMMENT - EXTENSION vector ', OURS], false],
])('tells whether a backup needs pgvector: one %s', async (_, list, needsPgvector) => {
  expect(await readArchive('backup', makeRestore({ list, steps: [KNOWN] }))).toEqual({ needsPgvector });
});

it('reads the list and the steps of the file alone, and writes nowhere', async () => {
  await readArchive('/srv/my backup', makeRestore({ list: [OURS], steps: [1] }));
  expect(readFileSync(join(directory, 'calls'), 'utf8').trim().split('\n')).toEqual([
    '--list /srv/my backup',
    '--data-only --table=schema_migrations --file=- /srv/my backup',
  ]);
});

it('refuses a backup of a newer schema, whatever the order of its steps', async () => {
  const environment = makeRestore({ list: [OURS], steps: [KNOWN + 12, 1] });
  const error: unknown = await readArchive('/srv/backup', environment).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(StorageOpenError);
  expect(error).toMatchObject({ code: 'SCHEMA_NEWER', place: '/srv/backup' });
  expect(error).toHaveProperty('message', expect.stringMatching(`has schema ${KNOWN + 12}, .* up to ${KNOWN}:`));
});

it('takes no other number of the output for a step', async () => {
  const environment = makeRestore({ list: [OURS] });
  writeFileSync(join(directory, 'data'), `SELECT 99999;\n99999 rows\n1\tstep 99999\t99999\n`);
  await expect(readArchive('backup', environment)).resolves.toEqual({ needsPgvector: false });
});

it.each([
  ['has other tables', '215; 0 16400 TABLE DATA public users postgres'],
  ['has the table without its rows', '215; 1259 16400 TABLE public schema_migrations postgres'],
  ['has one of a longer name', '215; 0 16400 TABLE DATA public schema_migrations_old postgres'],
])('refuses the database of something else, and asks no further: one that %s', async (_, entry) => {
  const refused = { code: 'BACKUP_UNFIT', message: "The backup b can't be used: it is a database of something else." };
  await expect(readArchive('b', makeRestore({ list: [entry] }))).rejects.toMatchObject(refused);
  expect(readFileSync(join(directory, 'calls'), 'utf8')).toBe('--list b\n');
});

it('calls a file unfit that pg_restore cannot read, in its words and with one full stop', async () => {
  const environment = makeProgram('echo "pg_restore: error: unexpected end of file" >&2; exit 1');
  await expect(readArchive('b', environment)).rejects.toMatchObject({
    code: 'BACKUP_UNFIT',
    message: "The backup b can't be used: pg_restore failed: unexpected end of file.",
    cause: { code: 'PROGRAM' },
  });
});

it('blames no backup for a pg_restore that is missing', async () => {
  const environment = { PG_RESTORE: join(directory, 'nowhere') };
  const refused = { code: 'PROGRAM', message: expect.stringContaining('PG_RESTORE') };
  await expect(readArchive('b', environment)).rejects.toMatchObject(refused);
});
