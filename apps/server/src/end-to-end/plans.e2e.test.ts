import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  cleanUp,
  describeServers,
  MAIN_FILE,
  makeScratch,
  startInVain,
  toEnvironment,
  type RunningServer,
} from './server-process-fixture.js';

const BUILT_IN = fileURLToPath(new URL('../../plans.yaml', import.meta.url));

/** A copy of the plans that come with the server, and a way to change it. */
async function makePlansFile(): Promise<{ readonly file: string; change(from: string, to: string): Promise<void> }> {
  const file = join(await makeScratch(), 'plans.yaml');
  const text = await readFile(BUILT_IN, 'utf8');
  await writeFile(file, text);
  return {
    file,
    async change(from, to) {
      expect(text).toContain(from);
      await writeFile(file, text.replace(from, to));
    },
  };
}

async function waitForLog(server: RunningServer, text: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = server
      .log()
      .split('\n')
      .find((line) => text.test(line));
    if (found !== undefined) return found;
    await sleep(25);
  }
  return expect.fail(`no line of the log matches ${text}:\n${server.log()}`);
}

async function signUp(server: RunningServer, planId: string | null): Promise<string> {
  const body = { name: 'Ada', email: 'ada@example.com', plan_id: planId };
  const { status, data } = await server.call({ method: 'POST', path: '/v1/signup', body });
  expect(status).toBe(201);
  return data.key;
}

describeServers('the file of plans', (startServer) => {
  afterEach(cleanUp);

  it('is read again on SIGHUP, is kept as it was where it broke, and holds who is on a plan', async () => {
    const { file, change } = await makePlansFile();
    const server = await startServer({ env: { PLANS_FILE: file, SIGNUP: 'open', LOG_FORMAT: 'json' } });
    const key = await signUp(server, 'free');
    const readPlan = async (): Promise<unknown> => (await server.call({ path: '/v1/account', key })).data.plan.name;
    expect(await readPlan()).toBe('Free');

    await change('name: Free', 'name: Gratis');
    process.kill(server.pid, 'SIGHUP');
    expect(JSON.parse(await waitForLog(server, /plans were read again/))).toMatchObject({
      level: 30,
      plans: ['free', 'starter', 'professional', 'enterprise', 'self-hosted'],
    });
    expect(await readPlan()).toBe('Gratis');

    await change('per_minute: 10,', 'per_minute: ten,');
    process.kill(server.pid, 'SIGHUP');
    const complaint = JSON.parse(await waitForLog(server, /stay as they were/));
    expect(complaint.level).toBe(50);
    expect(complaint.msg).toMatch(/PLANS_FILE .*plans\.yaml, line \d+: plans\.free\.limits\.per_minute must be/);
    expect(await readPlan()).toBe('Gratis');

    await change('  free:', '  gratis:');
    process.kill(server.pid, 'SIGHUP');
    await waitForLog(server, /plans\.yaml lacks free: organizations are on it/);
    expect(await readPlan()).toBe('Gratis');

    expect((await server.stop()).code).toBe(0);
    const { code, stderr } = await startInVain({ ...server.env, DATA_DIR: server.dataDir });
    expect([code, stderr]).toEqual([
      1,
      `PLANS_FILE ${file} lacks free: organizations are on it; move them to another plan first\n`,
    ]);
  });
});

const ADD_ON = `add_ons:
  more-calls: { name: More calls, price_cents: 1900, quotas: { calls: 50000, tokens: 0, embeddings: 0 } }
plans:
`;

describeServers('an add-on that somebody has', (startServer) => {
  afterEach(cleanUp);

  it('stays in the file of plans, at a reload and at a start, until it is taken from him', async () => {
    const { file, change } = await makePlansFile();
    await change('plans:\n', ADD_ON);
    const first = await startServer({ env: { PLANS_FILE: file, SIGNUP: 'open' } });
    const current = await first.call({ path: '/v1/account/api-keys/current', key: await signUp(first, 'free') });
    const setAddOns = async (server: RunningServer, addOns: readonly string[]): Promise<void> => {
      const path = `/v1/operator/organizations/${current.data.organization.id}`;
      const call = { method: 'PATCH', path, key: first.ownerKey, body: { add_ons: addOns } };
      expect((await server.call(call)).status).toBe(200);
    };
    await setAddOns(first, ['more-calls']);

    await change('plans:\n', 'plans:\n');
    const refusal = `PLANS_FILE ${file} lacks more-calls (1 organization): they have this add-on; take it from them first`;
    process.kill(first.pid, 'SIGHUP');
    expect(await waitForLog(first, /stay as they were/)).toContain(refusal);
    expect((await first.stop()).code).toBe(0);
    const again = { ...first.env, DATA_DIR: first.dataDir };
    expect(await startInVain(again)).toMatchObject({ code: 1, stderr: `${refusal}\n` });

    await change('plans:\n', ADD_ON);
    const second = await startServer({ env: again });
    await setAddOns(second, []);
    await change('plans:\n', 'plans:\n');
    process.kill(second.pid, 'SIGHUP');
    await waitForLog(second, /plans were read again/);
  });
});

describeServers('billing', (startServer) => {
  afterEach(cleanUp);

  it('moves customers to the free plan when it is turned on, once, lists them, and blocks at their quotas', async () => {
    const { file, change } = await makePlansFile();
    await change('quotas: { calls: 100,', 'quotas: { calls: 5,');
    const env = { PLANS_FILE: file, SIGNUP: 'open' };
    const unbilled = await startServer({ env });
    const key = await signUp(unbilled, null);
    const planOf = async (server: RunningServer): Promise<unknown> =>
      (await server.call({ path: '/v1/account', key })).data.plan.id;
    expect(await planOf(unbilled)).toBe('self-hosted');
    await unbilled.stop();

    const billed = await startServer({ env: { ...unbilled.env, BILLING: 'on' } });
    expect(billed.log()).toMatch(/Billing was turned on\. Organizations that were moved to free: 1/);
    expect(billed.log()).toMatch(/org_\w+ \(Ada\) was moved from self-hosted to free/);
    expect(await planOf(billed)).toBe('free');
    const statuses: number[] = [];
    for (let sent = 0; sent < 5; sent += 1) {
      statuses.push((await billed.call({ path: '/v1/memories/count', key })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 402]);
    const upgrade = { method: 'POST', path: '/v1/account/plan', key, body: { plan_id: 'starter' } };
    expect((await billed.call(upgrade)).data).toMatchObject({ plan: { id: 'starter' }, next_plan: { id: 'free' } });
    await billed.stop();

    const again = await startServer({ env: billed.env });
    expect(again.log()).not.toContain('turned on');
    expect(await planOf(again)).toBe('starter');
    await again.stop();

    const { BILLING: _, ...without } = billed.env;
    const off = await startServer({ env: without });
    expect(off.log()).toMatch(/Billing was turned off/);
    expect(await planOf(off)).toBe('starter');
  });
});

describe('a broken file of plans', () => {
  afterEach(cleanUp);

  it('stops a start with one line, before anything is touched', async () => {
    const { file, change } = await makePlansFile();
    await change('trial_days: 14', 'trial_days: two weeks');
    const { code, stdout, stderr } = await startInVain({ PLANS_FILE: file });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^PLANS_FILE .*plans\.yaml, line \d+: plans\.starter\.trial_days must be a whole number\n$/);
  });
});

// A terminal of its own, closed once the server has said everything; says how the server ended.
const CLOSE_TERMINAL = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execv(sys.argv[1], sys.argv[1:])
seen = b''
while b'Documentation:' not in seen: seen += os.read(terminal, 4096)
os.close(terminal)
_, status = os.waitpid(pid, 0)
print(os.waitstatus_to_exitcode(status))
`;

describe('a terminal that is closed', () => {
  afterEach(cleanUp);

  it('takes its server with it: what it sends is SIGHUP, too', async () => {
    const env = toEnvironment({ PORT: '0', DATA_DIR: join(await makeScratch(), 'data') });
    const child = spawn('python3', ['-c', CLOSE_TERMINAL, process.execPath, MAIN_FILE], { env, timeout: 20_000 });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    await once(child, 'close');
    expect(output.trim()).toBe('-1');
  });
});
