import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  cleanUp,
  MAIN_FILE,
  makeScratch,
  runCommand,
  runNode,
  startInVain,
  startServer,
} from './server-process-fixture.js';

const AT_ONCE = 2;

/** Runs tasks a few at a time: each of them starts a process. */
async function runAll<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await task(item);
  });
  await Promise.all(lanes);
}

const isSoak = process.env['SOAK'] === '1';

const OTHER_WRONG_VALUES: readonly [name: string, value: string, others?: Readonly<Record<string, string>>][] = [
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['BILLING', 'yes'],
  ['EMBEDDER', 'word2vec'],
  ['EMBEDDER_MODEL', '', { EMBEDDER: 'openai', EMBEDDER_BASE_URL: 'http://127.0.0.1:1/v1' }],
  ['CORS_ORIGINS', 'example.com'],
  ['RETENTION_DAYS', 'forever'],
  ['RECALL_MEMORY_MB', '0'],
  ['METRICS_TOKEN', 'short'],
  ['LOG_LEVEL', 'loud'],
  ['LOG_FORMAT', 'xml'],
];

describe('configuration', () => {
  afterEach(cleanUp);

  it('a wrong value stops the process with one line that names the variable and what it takes', async () => {
    // One of each kind: which values are wrong is pinned beside the module that reads them.
    const wrong: readonly [name: string, value: string, others?: Readonly<Record<string, string>>][] = [
      ['PORT', '70000'],
      ['HOST', '192.0.2.1'],
      ['SIGNUP', 'maybe'],
      ['DEFAULT_PLAN', 'nonsense'],
      ['PLANS_FILE', '/dev/null/plans.yaml'],
      ['EMBEDDER_BASE_URL', 'not a url', { EMBEDDER: 'openai', EMBEDDER_MODEL: 'm' }],
      ['TRUST_PROXY', 'everybody'],
      ['OWNER_KEY', 'mem_live_short'],
      ['DATA_DIR', '/dev/null/data'],
      ['DATA_DIR', '/proc/data'],
      ...(isSoak ? OTHER_WRONG_VALUES : []),
    ];
    await runAll(wrong, async ([name, value, others]) => {
      const { code, stdout, stderr } = await startInVain({ ...others, [name]: value });
      expect([name, value, code]).toEqual([name, value, 1]);
      expect([name, value, stderr.match(/\n/g)?.length]).toEqual([name, value, 1]);
      // Whether an address is this machine's shows when it is listened to; the rest, before anything is touched.
      if (name !== 'HOST') expect([name, value, stdout]).toEqual([name, value, '']);
      expect(stderr).toMatch(new RegExp(`^${name}\\b`));
      if (name === 'DATA_DIR') expect(stderr).toContain(value);
    });
  });

  it('what this version has not got is said, not ignored', async () => {
    const unsupported = { REDIS_URL: 'redis://localhost' };
    await runAll(Object.entries(unsupported), async ([name, value]) => {
      const { code, stderr } = await startInVain({ [name]: value });
      expect([name, code, stderr.match(/\n/g)?.length]).toEqual([name, 1, 1]);
      expect(stderr).toContain(name);
    });
  });

  it('is read from a .env file, too, and the environment wins', async () => {
    const directory = await makeScratch();
    await writeFile(join(directory, '.env'), 'PORT=not-a-port\nLOG_FORMAT=json\n');
    const fromFile = await runNode([MAIN_FILE], { cwd: directory, env: { DATA_DIR: 'data' } });
    expect([fromFile.code, fromFile.stderr.split(' ')[0]]).toEqual([1, 'PORT']);
    const env = { PORT: '0', DATA_DIR: 'data', SIGNUP: 'maybe' };
    const overridden = await runNode([MAIN_FILE], { cwd: directory, env });
    expect([overridden.code, overridden.stderr.split(' ')[0]]).toEqual([1, 'SIGNUP']);
  });

  it('signup is open where only this machine reaches the server, and closed elsewhere', async () => {
    for (const [host, state, status] of [
      ['127.0.0.1', 'open', 201],
      ['0.0.0.0', 'closed', 403],
    ] as const) {
      const server = await startServer({ env: { HOST: host } });
      expect(server.log()).toContain(`signup ${state}`);
      const body = { name: 'Ada', email: 'ada@example.com' };
      const answer = await fetch(`http://127.0.0.1:${server.port}/v1/signup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(status);
      await server.stop();
    }
  });

  it('a data directory and a port that another server has are named, and that one goes on', async () => {
    const server = await startServer();
    const sameData = await startInVain({ DATA_DIR: server.dataDir });
    const samePort = await startInVain({ PORT: String(server.port) });
    for (const { code, stderr } of [sameData, samePort]) {
      expect([code, stderr.match(/\n/g)?.length]).toEqual([1, 1]);
    }
    expect(sameData.stderr).toContain(server.dataDir);
    expect(sameData.stderr).toMatch(/in use|another server|taken/i);
    expect(samePort.stderr).toContain(`PORT ${server.port}`);
    expect((await server.call({ path: '/readyz' })).status).toBe(200);
  });

  it('a data directory of a newer version is refused, and left as it is', async () => {
    const server = await startServer();
    await server.stop();
    const file = join(server.dataDir, 'memory-api.db');
    // Another program's hand: a step that this version doesn't know has been noted.
    const later = "insert into schema_migrations values (9999, 'from-the-future', 0)";
    const program = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()';
    expect(await runCommand('python3', ['-c', program, file, later])).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await startInVain({ DATA_DIR: server.dataDir });
    expect([code, stderr.match(/\n/g)?.length]).toEqual([1, 1]);
    expect(stderr).toMatch(/newer/i);
    expect(stderr).toContain(server.dataDir);
  });

  it('a data directory that is a file, or may not be written, is refused in one line', async () => {
    const directory = await makeScratch();
    const file = join(directory, 'file');
    await writeFile(file, 'x');
    await mkdir(join(directory, 'broken'));
    await writeFile(join(directory, 'broken', 'memory-api.db'), 'this is no database'.repeat(100));
    await runAll([file, join(directory, 'broken')], async (dataDir) => {
      const { code, stderr } = await startInVain({ DATA_DIR: dataDir });
      expect([dataDir, code, stderr.match(/\n/g)?.length]).toEqual([dataDir, 1, 1]);
      expect(stderr).toContain(dataDir);
    });
  });

  it('metrics are open to this machine alone, and elsewhere want their token', async () => {
    const token = 'a-token-of-more-than-16-characters';
    const server = await startServer({ env: { METRICS_TOKEN: token } });
    const ask = async (headers: Record<string, string>): Promise<number> => {
      const answer = await fetch(`${server.base}/metrics`, { headers });
      await answer.text();
      return answer.status;
    };
    const viaProxy = { 'x-forwarded-for': '203.0.113.1' };
    expect(await ask({})).toBe(200);
    expect(await ask(viaProxy)).toBe(401);
    expect(await ask({ ...viaProxy, authorization: 'Bearer wrong-token-of-16-characters' })).toBe(401);
    expect(await ask({ ...viaProxy, authorization: `Bearer ${token}` })).toBe(200);
  });
});
