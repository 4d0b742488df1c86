import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApiKey } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../harness/http-client.js';
import { storeMemories } from '../harness/query-service.js';
import { findFreePort, startServer } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';

const EVAL_FILE = fileURLToPath(new URL('../../dist/eval.js', import.meta.url));
const GOOD = { question: 'Which instrument does Ilse play?', expected: ['ilse'], namespace: 'n' };

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runQa(args: readonly string[], key = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, MEMORY_API_KEY: key };
    execFile(process.execPath, [EVAL_FILE, 'qa', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr: stderr.trim() });
    });
  });
}

function writeLines(directory: string, lines: readonly object[]): string {
  const path = join(directory, 'questions.jsonl');
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

describe('npm run eval -- qa', () => {
  it("measures a user's own questions against a running server and writes a line for each", async () => {
    await withDataDir(async (directory) => {
      const key = createApiKey('live');
      const server = await startServer({ dataDir: directory, ownerKey: key });
      const client = createHttpClient({ port: server.port, key, connections: 1 });
      const memories = [
        { id: 'ilse', text: 'Ilse plays the violin' },
        { id: 'tomo', text: 'Tomo keeps bees near Ghent' },
      ];
      await storeMemories(client, 'n', memories);
      const path = writeLines(directory, [
        GOOD,
        { question: 'What does Tomo keep?', expected: ['Tomo keeps bees near Ghent'], namespace: 'n' },
      ]);
      const output = join(directory, 'outcomes.jsonl');
      const args = [path, '--base-url', server.baseUrl, '--output', output, '--json'];
      const { code, stdout, stderr } = await runQa(args, key);
      const refused = await runQa([path, '--base-url', server.baseUrl], `${key}x`);
      client.close();
      await server.stop();
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ questions: 2, mrr: 1, ndcgAt10: 1, latencyMs: { count: 2 } });
      const lines = readFileSync(output, 'utf8').trim().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { line: 1, place: 1, missing: [], found: [{ id: 'ilse', is_expected: true }, { is_expected: false }] },
        { line: 2, place: 1, missing: [], found: [{ id: 'tomo', is_expected: true }, { is_expected: false }] },
      ]);
      expect(refused).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^line 1: the server answered 401: \S.*$/),
      });
    });
  }, 120_000);

  it('tells in one line what the caller can put right, with exit code 2', async () => {
    await withDataDir(async (directory) => {
      const good = writeLines(directory, [GOOD]);
      expect(await runQa([good])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^MEMORY_API_KEY is not set.*$/),
      });
      const baseUrl = `http://127.0.0.1:${await findFreePort()}`;
      expect(await runQa([good, '--base-url', baseUrl], 'key')).toMatchObject({
        code: 2,
        stderr: `no server answers at ${baseUrl}: ECONNREFUSED`,
      });
      const bad = writeLines(directory, [GOOD, { question: 'Who?' }]);
      expect(await runQa([bad], 'key')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^line 2: "expected".*$/),
      });
    });
  }, 60_000);
});
