import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProgramName, assertProgramFits, runProgram, startProgram } from './postgres-programs.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'memory-api-programs-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Puts a program of a few lines of shell into the directory of the test, and gives its path. */
function makeProgram(name: string, script: string): string {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

const PATH = process.env['PATH'];

describe('a program', () => {
  it('is that of its own variable, even where another one stands beside those of the others', async () => {
    makeProgram('pg_dump', 'echo sibling');
    const own = makeProgram('my dump', 'echo own');
    const environment = { PATH, PG_DUMP: own, PSQL: join(directory, 'psql') };
    expect(await runProgram('pg_dump', [], environment)).toBe('own\n');
  });

  it.each(['PG_DUMP', 'PSQL'])('is taken from beside the one that %s names', async (variable) => {
    makeProgram('pg_restore', 'echo sibling');
    const environment = { PATH, PG_RESTORE: '', [variable]: join(directory, 'some-name') };
    expect(await runProgram('pg_restore', [], environment)).toBe('sibling\n');
  });

  it('is looked for in the PATH that is given where the variables name no directory', async () => {
    makeProgram('pg_dump', 'echo found');
    expect(await runProgram('pg_dump', [], { PATH: directory, PSQL: 'psql-18' })).toBe('found\n');
  });

  it.each<[ProgramName, string]>([
    ['pg_dump', 'PG_DUMP'],
    ['pg_restore', 'PG_RESTORE'],
    ['psql', 'PSQL'],
  ])('that is missing is told with the variable that can name it: %s', async (name, variable) => {
    const missing = join(directory, 'bin', name);
    const refused = startProgram(name, [], { PATH, [variable]: missing });
    await expect(refused).rejects.toMatchObject({
      code: 'PROGRAM',
      message: expect.stringMatching(new RegExp(`^${name} .*${missing}.* set ${variable} to where it is\\.$`)),
      cause: { code: 'ENOENT' },
    });
  });

  it('that may not be run is told as one that is missing', async () => {
    const path = join(directory, 'pg_dump');
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o644 });
    const refused = { code: 'PROGRAM', message: expect.stringContaining('EACCES') };
    await expect(startProgram('pg_dump', [], { PATH, PG_DUMP: path })).rejects.toMatchObject(refused);
  });

  it('sees each argument as one, the environment that is given, and messages in English', async () => {
    const PSQL = makeProgram('psql', `printf '%s|' "$@" "$PGPASSWORD" "$LC_ALL" "\${HOME-none}"`);
    const environment = { PATH, PSQL, PGPASSWORD: 'p w', LC_ALL: 'de_DE.UTF-8' };
    expect(await runProgram('psql', ['a b', '$(id)', ''], environment)).toBe('a b|$(id)||p w|C|none|');
  });

  it('gets no input, so that it asks nothing', async () => {
    const PSQL = makeProgram('psql', 'cat; echo end');
    expect(await runProgram('psql', [], { PATH, PSQL })).toBe('end\n');
  });

  it('that fails gives its reason, and nothing of what it wrote before', async () => {
    const PG_DUMP = makeProgram('pg_dump', 'echo half; echo "pg_dump: error: no disk." >&2; exit 3');
    await expect(runProgram('pg_dump', [], { PATH, PG_DUMP })).rejects.toMatchObject({
      code: 'PROGRAM',
      message: 'pg_dump failed: no disk.',
      cause: undefined,
    });
  });

  it('that a signal ends has failed, though it has no exit code', async () => {
    const PG_DUMP = makeProgram('pg_dump', 'kill -9 $$');
    const { ended } = await startProgram('pg_dump', [], { PATH, PG_DUMP });
    expect(await ended).toEqual({ code: null, stderr: '' });
    await expect(runProgram('pg_dump', [], { PATH, PG_DUMP })).rejects.toThrow('pg_dump failed: it said nothing.');
  });

  it('that complains without end is heard up to a limit, and waited for', async () => {
    const PSQL = makeProgram('psql', `head -c 300000 /dev/zero | tr '\\0' x >&2; exit 4`);
    const { code, stderr } = await (await startProgram('psql', [], { PATH, PSQL })).ended;
    expect([code, stderr.length]).toEqual([4, 100_000]);
  });

  it('that has stopped reading breaks nothing for whoever still writes to it', async () => {
    const PSQL = makeProgram('psql', 'exec <&-; exit 5');
    const { child, ended } = await startProgram('psql', [], { PATH, PSQL });
    child.stdin?.write(Buffer.alloc(1_000_000));
    expect((await ended).code).toBe(5);
  });
});

describe('the version of a program', () => {
  it.each([
    ['pg_dump (PostgreSQL) 18.1', 18],
    ['pg_dump (PostgreSQL) 17.6 (Debian 17.6-1.pgdg12+1)', 16],
    ['pg_dump (PostgreSQL) 19devel', 18],
  ])('fits a server that is no newer: %s for %d', async (version, server) => {
    const PG_DUMP = makeProgram('pg_dump', `[ "$1" = --version ] && echo '${version}'`);
    await expect(assertProgramFits('pg_dump', server, { PATH, PG_DUMP })).resolves.toBeUndefined();
  });

  it.each([
    ['pg_dump (PostgreSQL) 9.6.24', 'pg_dump is of PostgreSQL 9, and the server is 18'],
    ['something else 20', 'pg_dump is of PostgreSQL NaN, and the server is 18'],
  ])('is refused with both numbers where it is older or unknown: %s', async (version, words) => {
    const PG_DUMP = makeProgram('pg_dump', `echo '${version}'`);
    const refused = { code: 'PROGRAM', message: expect.stringContaining(words) };
    await expect(assertProgramFits('pg_dump', 18, { PATH, PG_DUMP })).rejects.toMatchObject(refused);
  });
});
