import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseApiKey } from '@memory-api/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../abuse/answer-fixture.js';
import { DOCUMENTED_COMMANDS } from './documented-commands-fixture.js';
import { cleanUp, describeServers, REPOSITORY, runCommand, type RunningServer } from './server-process-fixture.js';
import { runShell } from './shell-fixture.js';

const PAGE = readFileSync(join(REPOSITORY, 'docs/authentication.md'), 'utf8');
const DAY_MS = 86_400_000;

describeServers('the documentation of authentication, run by curl against a started server', (startServer) => {
  let server: RunningServer;
  let key: string;

  beforeAll(async () => {
    server = await startServer();
    key = server.ownerKey;
    const body = { text: 'User prefers window seats' };
    await server.call({ method: 'POST', path: '/v1/memories', key, body });
  });
  afterAll(cleanUp);

  const run = (command: string): Promise<Answer> => runShell(command, { BASE: server.base, API_KEY: key });

  async function makeKeyId(): Promise<string> {
    const made = await server.call({ method: 'POST', path: '/v1/account/api-keys', key, body: {} });
    return made.data.id;
  }

  it('lists memories with either header', async () => {
    for (const command of [DOCUMENTED_COMMANDS.listMemories, DOCUMENTED_COMMANDS.listMemoriesByOtherHeader]) {
      const answer = await run(command);
      expect(answer.status).toBe(200);
      expect(answer.items.map(({ text }) => text)).toEqual(['User prefers window seats']);
      expect(answer.pagination.total).toBe(1);
    }
  });

  it('lists keys without showing one', async () => {
    const answer = await run(DOCUMENTED_COMMANDS.listKeys);
    expect(answer.status).toBe(200);
    expect(answer.items[0]).toMatchObject({ environment: 'live', is_active: true, key_prefix: `${key.slice(0, 15)}…` });
    for (const field of ['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at']) {
      expect(answer.items[0]).toHaveProperty(field);
    }
    expect(answer.text).not.toContain(key.slice(15));
  });

  it('creates a key for a server', async () => {
    const { status, data } = await run(DOCUMENTED_COMMANDS.createKey);
    expect(status).toBe(201);
    expect(data).toMatchObject({
      name: 'Production Server',
      environment: 'live',
      scopes: ['read', 'write'],
      expires_at: null,
    });
    expect(parseApiKey(data.key)).toEqual({ environment: 'live' });
    expect(data.key_prefix).toBe(`${data.key.slice(0, 15)}…`);
    expect((await server.call({ path: '/v1/memories', key: data.key })).status).toBe(200);
  });

  it('revokes the key that is named, and answers 404 for the one that stands in the text', async () => {
    const missing = await run(DOCUMENTED_COMMANDS.revokeKey);
    expect([missing.status, missing.code]).toEqual([404, 'API_KEY_NOT_FOUND']);
    const id = await makeKeyId();
    const revoked = await run(DOCUMENTED_COMMANDS.revokeKey.replace('key_abc123', id));
    expect([revoked.status, revoked.data]).toEqual([200, { revoked: true, key_id: id }]);
  });

  it('creates a key that only reads, from a body that curl calls a form', async () => {
    const { status, data } = await run(DOCUMENTED_COMMANDS.createReadOnlyKey);
    expect([status, data.name, data.scopes]).toEqual([201, 'Analytics', ['read']]);
    const write = await server.call({ method: 'POST', path: '/v1/memories', key: data.key, body: { text: 'x' } });
    expect(write.status).toBe(403);
  });

  it('creates a key that ends after thirty days', async () => {
    const { status, data } = await run(DOCUMENTED_COMMANDS.createTemporaryKey);
    expect([status, data.name, data.scopes]).toEqual([201, 'Temp Key', ['read', 'write']]);
    expect(Date.parse(data.expires_at ?? '') - Date.parse(data.created_at)).toBe(30 * DAY_MS);
  });

  it('our own page has every one of these commands, as written', () => {
    const blocks = toBlocks('bash');
    for (const command of Object.values(DOCUMENTED_COMMANDS)) expect(blocks).toContain(command);
  });

  it('every other command of our page answers as the page says', async () => {
    const expected: readonly [part: string, status: number][] = [
      ['/v1/signup ', 201],
      ['/v1/memories ', 200],
      ['/api-keys/current ', 200],
      ['/rotate ', 201],
      ['-X DELETE ', 200],
      ['-X POST $BASE/v1/account/api-keys ', 201],
      ['curl $BASE/v1/account/api-keys ', 200],
    ];
    const seen = new Set<string>();
    for (const block of toBlocks('bash').filter((text) => text.includes('curl'))) {
      const [part, status] = expected.find(([each]) => block.includes(each)) ?? ['', 0];
      seen.add(part);
      const answer = await run(block.replace('key_abc123', await makeKeyId()));
      expect([block, answer.status, answer.text]).toEqual([block, status, expect.any(String)]);
    }
    expect([...seen].toSorted()).toEqual(expected.map(([part]) => part).toSorted());
  });

  it('the programs of our page run as they stand', async () => {
    const env = { MEMORY_API_KEY: key };
    const toProgram = (language: string): string =>
      toBlocks(language).join('\n').replaceAll('http://127.0.0.1:8080', server.base);
    const python = await runCommand('python3', ['-c', toProgram('python')], { env });
    const script = await runCommand(process.execPath, ['--input-type=module', '-e', toProgram('javascript')], { env });
    for (const { code, stdout, stderr } of [python, script]) {
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('User prefers window seats');
    }
  });

  it('the refusal that our page shows is the one that is sent', async () => {
    const reader = await run(DOCUMENTED_COMMANDS.createReadOnlyKey);
    const refused = await server.call({ method: 'POST', path: '/v1/memories', key: reader.data.key, body: {} });
    const shown = JSON.parse(toBlocks('json').find((block) => block.includes('INSUFFICIENT_PERMISSIONS')) ?? '{}');
    const sent = JSON.parse(refused.text);
    expect(toShape(sent)).toEqual(toShape(shown));
    expect(sent.error.details).toEqual(shown.error.details);
  });

  function toBlocks(language: string): string[] {
    return [...PAGE.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)]
      .filter(([, name]) => name === language)
      .map(([, , text]) => text ?? '');
  }
});

/** The names of all fields, however deep. */
function toShape(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value)
    .flatMap(([name, field]) => toShape(field, `${path}.${name}`))
    .toSorted();
}
