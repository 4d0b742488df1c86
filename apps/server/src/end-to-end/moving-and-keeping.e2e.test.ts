import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTestDatabase, queryPostgres, readTestServers } from '@memory-api/storage/conformance';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CommandResult,
  cleanUp,
  MAIN_FILE,
  makeScratch,
  readOwnerKey,
  type RunningServer,
  runNode,
  startServer,
} from './server-process-fixture.js';

const servers = readTestServers();
const databases: { drop(): Promise<void> }[] = [];
afterEach(async () => {
  await cleanUp();
  for (const database of databases.splice(0)) await database.drop();
});

describe('the commands move, backup and restore', () => {
  it('say in one line what is wrong with their arguments, and how they are called', async () => {
    for (const [command, args, words] of [
      ['move', [], 'move needs --from and --to.'],
      ['move', ['--from', 'sqlite:a'], 'move needs --from and --to.'],
      ['move', ['--from', 'sqlite:a', '--too', 'x'], "Unknown option '--too'."],
      ['move', ['sqlite:a', 'sqlite:b'], "Unexpected argument 'sqlite:a'"],
      ['backup', [], 'backup takes one PATH.'],
      ['backup', ['a', 'b'], 'backup takes one PATH.'],
      ['backup', ['--force', 'a'], "Unknown option '--force'."],
      ['restore', [], 'restore takes one PATH.'],
      ['restore', ['--forced', 'a'], "Unknown option '--forced'."],
    ] as const) {
      const { code, stdout, stderr } = await run(command, args);
      const [line, usage] = stderr.split('\n');
      expect([command, code, stdout, line]).toEqual([command, 1, '', expect.stringContaining(words)]);
      expect(usage).toMatch(new RegExp(`^Usage: npm run ${command} -- `));
    }
  });

  it('say in one line what is wrong with what they are to work on', async () => {
    const directory = await makeScratch();
    const nothing = join(directory, 'nothing');
    for (const [command, args, words] of [
      ['move', ['--from', 'mysql://me:secret@db/x', '--to', 'sqlite:b'], 'A place is sqlite:DATA_DIR'],
      ['move', ['--from', 'sqlite:a', '--to', './a'], 'A place is sqlite:DATA_DIR'],
      ['move', ['--from', `sqlite:${nothing}`, '--to', `sqlite:${directory}/to`], 'There is no data in'],
      ['move', ['--from', `sqlite:${nothing}`, '--to', `sqlite:${nothing}`], 'are the same place'],
      ['move', ['--from', 'postgres://me:secret@127.0.0.1:1/x', '--to', 'sqlite:b'], "127.0.0.1:1/x can't be reached"],
      ['backup', [join(directory, 'backup')], 'There is no data in'],
      ['restore', [join(directory, 'backup')], 'ENOENT'],
      ['restore', [MAIN_FILE], 'is no backup'],
    ] as const) {
      const { code, stdout, stderr } = await run(command, args, { DATA_DIR: nothing });
      expect([code, stdout, stderr.trimEnd().split('\n')]).toEqual([1, '', [expect.stringContaining(words)]]);
      expect(stderr).not.toContain('secret');
    }
    expect([existsSync(nothing), existsSync(join(directory, 'to'))]).toEqual([false, false]);
  });

  it('back up a running server, whose data a second one answers from', async () => {
    const { server, key } = await startFilled();
    const directory = await makeScratch();
    const [path, dataDir] = [join(directory, 'backup'), join(directory, 'data')];
    const backup = await run('backup', [path], { DATA_DIR: server.dataDir });
    expect([backup.code, backup.stderr]).toEqual([0, expect.stringContaining(`is in ${path}`)]);
    const beside = await run('restore', [path, '--force'], { DATA_DIR: server.dataDir });
    expect([beside.code, beside.stderr]).toEqual([1, expect.stringContaining('is in use by the server')]);
    expect((await run('restore', [path], { DATA_DIR: dataDir })).code).toBe(0);
    const restored = await startServer({ dataDir });
    expect(await readAnswers(restored, key)).toEqual(await readAnswers(server, key));
  });

  it('refuse to restore where there is data, until they are forced', async () => {
    const { server } = await startFilled();
    const path = join(await makeScratch(), 'backup');
    const env = { DATA_DIR: server.dataDir };
    await run('backup', [path], env);
    await server.stop();
    const refused = await run('restore', [path], env);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--force')]);
    expect((await run('restore', [path, '--force'], env)).code).toBe(0);
  });

  it.skipIf(servers === null)('move everything to PostgreSQL, where a server answers as before, and back', async () => {
    const { server, key } = await startFilled();
    const answers = await readAnswers(server, key);
    const url = await makeDatabase();
    const there = ['--from', `sqlite:${server.dataDir}`, '--to', url];
    const busy = await run('move', there);
    expect([busy.code, busy.stderr]).toEqual([1, expect.stringContaining('is in use by the server')]);
    await server.stop();
    const moved = await run('move', there);
    expect([moved.code, moved.stderr]).toEqual([0, expect.stringContaining('both sides are the same')]);
    expect(moved.stdout).toMatch(/^memories +3 rows {2}sha256 [0-9a-f]{64}$/m);
    const second = await startServer({ env: { DATABASE_URL: url, OWNER_KEY: key } });
    expect(await readAnswers(second, key)).toEqual(answers);
    await second.stop();
    const dataDir = join(await makeScratch(), 'data');
    expect((await run('move', ['--from', url, '--to', `sqlite:${dataDir}`])).code).toBe(0);
    expect(await readAnswers(await startServer({ dataDir }), key)).toEqual(answers);
  });

  it.skipIf(servers === null)(
    'end with 1 and the name of the table that differs, and no server starts on it',
    async () => {
      const { server } = await startFilled();
      await server.stop();
      const url = await makeDatabase();
      const args = ['--from', `sqlite:${server.dataDir}`, '--to', url];
      const { stderr } = await runUntilCopied(args, url);
      expect(stderr).toContain('Different on both sides: memories.');
      const refused = await run('backup', [join(await makeScratch(), 'backup')], { DATABASE_URL: url });
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('npm run move again')]);
    },
  );
});

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runNode([join(dirname(MAIN_FILE), 'commands', `${command}.js`), ...args], { env });
}

/** Moves, as if the move had been interrupted after its last row, somebody had changed one, and it went on. */
async function runUntilCopied(args: readonly string[], url: string): Promise<CommandResult> {
  expect((await run('move', args)).code).toBe(0);
  await queryPostgres(url, `update memories set text = text || '!' where text like '%tea%'`);
  await queryPostgres(
    url,
    `insert into settings select 'move_source', concat_ws(' ', 'sqlite', value, (select max(number) from schema_migrations))
     from settings where name = 'owner_org_id'`,
  );
  const result = await run('move', args);
  expect(result.code).toBe(1);
  expect(result.stdout).toMatch(/^memories +source +3 rows {2}sha256 \w+\nmemories +target +3 rows {2}sha256 \w+$/m);
  return result;
}

async function startFilled(): Promise<{ readonly server: RunningServer; readonly key: string }> {
  const server = await startServer();
  const key = readOwnerKey(server.dataDir);
  for (const text of ['User drinks green tea every morning', 'User plays chess', 'User lives in Zürich']) {
    expect((await server.call({ method: 'POST', path: '/v1/memories', key, body: { text } })).status).toBe(201);
  }
  return { server, key };
}

async function makeDatabase(): Promise<string> {
  const database = await createTestDatabase(servers?.postgres18 ?? '');
  databases.push(database);
  return database.url;
}

/** What a caller sees of the data. */
async function readAnswers(server: RunningServer, key: string): Promise<unknown> {
  const list = await server.call({ path: '/v1/memories', key });
  const query = await server.call({
    method: 'POST',
    path: '/v1/query',
    key,
    body: { context: 'What does she drink?' },
  });
  const audit = await server.call({ path: '/v1/account/audit-log', key });
  const current = await server.call({ path: '/v1/account/api-keys/current', key });
  return [list.status, list.data, query.status, query.data, audit.status, audit.data, current.data.id];
}
