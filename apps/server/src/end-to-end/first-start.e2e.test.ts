import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { createApiKey, parseApiKey } from '@memory-api/contract';
import { afterEach, describe, expect, it } from 'vitest';
import {
  callHttp,
  cleanUp,
  describeServers,
  MAIN_FILE,
  NODE_FLAGS,
  makeScratch,
  readOwnerKey,
  runCommand,
  runNode,
  startInVain,
  startServer,
} from './server-process-fixture.js';
import { runShell } from './shell-fixture.js';

const RESET_FILE = join(dirname(MAIN_FILE), 'commands', 'key-reset-owner.js');
const CURRENT_KEY = '/v1/account/api-keys/current';
const ANY_KEY = /mem_(?:live|test)_[0-9A-Za-z]{38}/;

// A pseudo-terminal comes from `script` of util-linux; other systems' know other options, and skip what needs one.
const script = await runCommand('bash', ['-c', 'script --version']);
const hasTerminal = script.stdout.includes('util-linux');

describe('the first start', () => {
  afterEach(cleanUp);

  it('without a terminal leaves the key in a file that its user alone reads, and the log names the file', async () => {
    const server = await startServer();
    const file = join(server.dataDir, 'owner-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(server.log()).toContain(file);
    expect(server.log()).toContain('the data directory has been created');
    expect(server.log()).not.toMatch(ANY_KEY);
    const key = readOwnerKey(server.dataDir);
    const current = await server.call({ path: CURRENT_KEY, key });
    expect([current.status, current.data.environment, current.data.expires_at]).toEqual([200, 'live', null]);
    expect([...current.data.scopes].toSorted()).toEqual(['admin', 'delete', 'operator', 'read', 'write']);
  });

  it('is the only one that makes a key', async () => {
    const first = await startServer();
    const key = readOwnerKey(first.dataDir);
    await first.stop();
    await rm(join(first.dataDir, 'owner-key'));
    const second = await startServer({ dataDir: first.dataDir });
    expect(() => statSync(join(first.dataDir, 'owner-key'))).toThrow(/ENOENT/);
    expect(second.log()).not.toContain('owner-key');
    expect((await second.call({ path: CURRENT_KEY, key })).status).toBe(200);
    const listed = await second.call({ path: '/v1/account/api-keys', key });
    expect(listed.pagination.total).toBe(1);
  });

  it.skipIf(!hasTerminal)('on a terminal prints the key once, with the address and commands that work', async () => {
    const directory = await makeScratch();
    const dataDir = join(directory, 'data');
    const first = await runOnTerminal(directory, dataDir, async (screen) => {
      const base = /http:\/\/127\.0\.0\.1:\d+/.exec(screen)?.[0] ?? '';
      const key = ANY_KEY.exec(screen)?.[0] ?? '';
      expect(parseApiKey(key)).toEqual({ environment: 'live' });
      expect((await callHttp(base, { path: CURRENT_KEY, key })).status).toBe(200);
      const commands = screen.match(/^curl (?:[^\n]*\\\n)*[^\n]*$/gm) ?? [];
      expect(commands.length).toBeGreaterThanOrEqual(2);
      for (const command of commands) {
        const answer = await runShell(command, { API_KEY: key });
        expect([command, answer.status < 300, answer.text]).toEqual([
          command,
          true,
          expect.stringContaining('"success":true'),
        ]);
      }
    });
    expect(first.match(new RegExp(`shown.*${ANY_KEY.source}`, 'g'))).toHaveLength(1);
    expect(() => statSync(join(dataDir, 'owner-key'))).toThrow(/ENOENT/);
    const second = await runOnTerminal(directory, dataDir, () => Promise.resolve());
    expect(second).toContain('listens on');
    expect(second).not.toMatch(ANY_KEY);
  });

  it.skipIf(!hasTerminal)('that could not listen has not used up the one showing of the key', async () => {
    const directory = await makeScratch();
    const dataDir = join(directory, 'data');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const refused = await runOnTerminal(directory, dataDir, () => Promise.resolve(), { PORT: port });
    other.close();
    expect(refused).toMatch(/PORT.*in use/);
    const started = await runOnTerminal(directory, dataDir, () => Promise.resolve());
    const key = ANY_KEY.exec(refused)?.[0] ?? ANY_KEY.exec(started)?.[0];
    expect(key).toBeDefined();
  });

  it('npm run -s key:generate prints one valid key and nothing else', async () => {
    const { code, stdout } = await runCommand('npm', ['run', '-s', 'key:generate']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${ANY_KEY.source}\n$`));
    expect(parseApiKey(stdout.trim())).toEqual({ environment: 'live' });
  });

  it('npm run key:reset-owner makes no database where there is none: it names the directory, and ends', async () => {
    const empty = await makeScratch();
    for (const dataDir of [empty, join(empty, 'nowhere')]) {
      const { code, stdout, stderr } = await runNode([RESET_FILE], { env: { DATA_DIR: dataDir } });
      expect([code, stdout, stderr.trim().split('\n')]).toEqual([1, '', [expect.stringContaining(dataDir)]]);
    }
    expect(readdirSync(empty)).toEqual([]);
  });
});

describeServers('the key of the owner', (startServer) => {
  afterEach(cleanUp);

  it('with OWNER_KEY makes none, and a new value is added beside the old one', async () => {
    const [first, second] = [createApiKey('live'), createApiKey('live')];
    const server = await startServer({ env: { OWNER_KEY: first } });
    expect(() => statSync(join(server.dataDir, 'owner-key'))).toThrow(/ENOENT/);
    expect((await server.call({ path: CURRENT_KEY, key: first })).data.scopes).toContain('operator');
    await server.stop();
    const again = await startServer({ env: { ...server.env, OWNER_KEY: second } });
    const [old, added] = [
      await again.call({ path: CURRENT_KEY, key: first }),
      await again.call({ path: CURRENT_KEY, key: second }),
    ];
    expect([old.status, added.status]).toEqual([200, 200]);
    expect(added.data.organization).toEqual(old.data.organization);
    expect(server.log() + again.log()).not.toMatch(ANY_KEY);
    const listed = await again.call({ path: '/v1/account/api-keys', key: second });
    expect(listed.pagination.total).toBe(2);
  });

  it('takes no OWNER_KEY that is revoked, or of the sandbox', async () => {
    const [first, second] = [createApiKey('live'), createApiKey('live')];
    const server = await startServer({ env: { OWNER_KEY: first } });
    await server.stop();
    const again = await startServer({ env: { ...server.env, OWNER_KEY: second } });
    const { data } = await again.call({ path: CURRENT_KEY, key: first });
    const path = `/v1/account/api-keys/${data.id}`;
    expect((await again.call({ method: 'DELETE', path, key: second })).status).toBe(200);
    await again.stop();
    for (const ownerKey of [first, createApiKey('test')]) {
      const refused = await startInVain({ ...server.env, OWNER_KEY: ownerKey });
      expect([refused.code, refused.stderr.trim().split('\n').length]).toEqual([1, 1]);
      expect(refused.stderr).toContain('OWNER_KEY');
      expect(refused.stderr + refused.stdout).not.toContain(ownerKey);
    }
  });

  it('npm run key:reset-owner makes a key that works, whether the server runs or not', async () => {
    const server = await startServer();
    const lost = server.ownerKey;
    const reset = async (): Promise<string> => {
      const { code, stdout, stderr } = await runCommand('npm', ['run', '-s', 'key:reset-owner'], {
        env: server.env,
      });
      expect(code).toBe(0);
      expect(stderr).toContain(server.env['DATABASE_URL'] === undefined ? server.dataDir : '/memory_api_test_');
      return ANY_KEY.exec(stdout)?.[0] ?? '';
    };
    const whileRunning = await reset();
    expect((await server.call({ path: CURRENT_KEY, key: whileRunning })).data.scopes).toContain('operator');
    await server.stop();
    const whileStopped = await reset();
    const again = await startServer({ env: server.env });
    for (const key of [lost, whileRunning, whileStopped]) {
      expect((await again.call({ path: CURRENT_KEY, key })).status).toBe(200);
    }
    const audit = await again.call({ path: '/v1/account/audit-log', key: whileStopped });
    expect(audit.items.filter(({ action }) => action === 'api_key.created')).toHaveLength(3);
    expect(audit.text).not.toMatch(ANY_KEY);
  });
});

/** Runs the server on a pseudo-terminal; gives all that was on the screen, after `use` is done with it. */
async function runOnTerminal(
  cwd: string,
  dataDir: string,
  use: (screen: string) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const pidFile = join(cwd, 'pid');
  const screenFile = join(cwd, 'screen');
  await Promise.all([pidFile, screenFile].map((file) => rm(file, { force: true })));
  const command = `echo $$ > ${pidFile}; exec ${[process.execPath, ...NODE_FLAGS, MAIN_FILE].join(' ')}`;
  const ended = runCommand('script', ['-qefc', command, screenFile], {
    cwd,
    env: { PORT: '0', DATA_DIR: dataDir, SHELL: '/bin/sh', TERM: 'xterm', ...env },
  });
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const read = (): string => readScreen(screenFile);
  for (let attempt = 0; attempt < 2400 && !hasEnded && !/listens on/.test(read()); attempt += 1) await pause(25);
  // What follows the first line is printed at once after it.
  await pause(200);
  try {
    if (!hasEnded) await use(read());
  } finally {
    if (!hasEnded) process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM');
  }
  await ended;
  return read();
}

/** What was on the screen, without colours and carriage returns. */
function readScreen(file: string): string {
  try {
    // eslint-disable-next-line no-control-regex -- the escape that begins a colour is one
    return readFileSync(file, 'utf8').replaceAll(/\u001b\[[\d;]*m|\r/g, '');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOENT' });
    return '';
  }
}

async function pause(durationMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, durationMs));
}
