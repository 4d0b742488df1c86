import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../abuse/answer-fixture.js';
import {
  cleanUp,
  makeScratch,
  readOwnerKey,
  runCommand,
  startServer,
  type RunningServer,
} from './server-process-fixture.js';

const MEGABYTE = 1024 * 1024;

/** A small disk of its own needs the right to mount one; where that is missing the suite is skipped. */
const disk = await makeScratch();
const mounted = await runCommand('bash', ['-c', `mount -t tmpfs -o size=12m tmpfs ${disk}`]);

describe.skipIf(mounted.code !== 0)('a full disk', () => {
  let server: RunningServer;
  let key: string;

  beforeAll(async () => {
    server = await startServer({ dataDir: join(disk, 'data') });
    key = readOwnerKey(server.dataDir);
  });
  afterAll(async () => {
    await server.stop('SIGKILL');
    await runCommand('umount', [disk]);
    await cleanUp();
  });

  const write = (text: string): Promise<Answer> =>
    server.call({
      method: 'POST',
      path: '/v1/memories',
      key,
      body: { text, metadata: { padding: 'x'.repeat(16_000) } },
    });

  /** The first refusal; what was acknowledged before it is noted. */
  async function writeUntilRefused(acknowledged: string[]): Promise<Answer | null> {
    let refused: Answer | null = null;
    for (let count = 0; count < 200 && refused === null; count += 1) {
      const answers = await Promise.all(Array.from({ length: 4 }, (_, at) => write(`note ${count} ${at}`)));
      for (const answer of answers) {
        if (answer.status === 201) acknowledged.push(answer.data.id);
        else refused = answer;
      }
    }
    return refused;
  }

  /** Leaves a quarter of a megabyte. */
  async function fill(): Promise<string> {
    const { bavail, bsize } = await statfs(disk);
    const file = join(disk, 'filler');
    await writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize - MEGABYTE / 4)));
    return file;
  }

  /** Leaves nothing. */
  async function exhaust(): Promise<string> {
    const file = join(disk, 'rest');
    await expect(writeFile(file, Buffer.alloc(12 * MEGABYTE))).rejects.toMatchObject({ code: 'ENOSPC' });
    return file;
  }

  it('writes are refused as unavailable, reads go on, and room mends it; nothing acknowledged is lost', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const filler = await fill();
      const refused = await writeUntilRefused(acknowledged);
      expect([refused?.status, refused?.code]).toEqual([503, 'STORAGE_UNAVAILABLE']);
      const rest = await exhaust();
      // A checkpoint in between makes room in the write-ahead log for a few more.
      expect((await writeUntilRefused(acknowledged))?.code).toBe('STORAGE_UNAVAILABLE');
      const last = acknowledged.at(-1) ?? '';
      expect((await server.call({ path: `/v1/memories/${last}`, key })).data.id).toBe(last);
      expect((await server.call({ path: '/v1/account/api-keys/current', key })).status).toBe(200);
      expect((await server.call({ path: '/livez' })).status).toBe(200);
      await Promise.all([rm(filler), rm(rest)]);
      const again = await write('room again');
      expect(again.status).toBe(201);
      acknowledged.push(again.data.id);
      expect((await server.call({ path: '/health' })).status).toBe(200);
    }
    await server.stop();
    server = await startServer({ dataDir: server.dataDir });
    for (const id of acknowledged) {
      const found = await server.call({ path: `/v1/memories/${id}`, key });
      expect([id, found.status]).toEqual([id, 200]);
    }
    const { data } = await server.call({ path: '/v1/memories/count', key });
    expect(data.count).toBe(acknowledged.length);
  });
});
