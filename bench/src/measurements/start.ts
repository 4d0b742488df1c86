import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApiKey, invariant } from '@memory-api/contract';
import { createHttpClient } from '../harness/http-client.js';
import { median } from '../harness/percentile.js';
import { REPOSITORY_DIR, findFreePort, startServer, toEnvironment } from '../harness/server-process.js';
import { startReference } from '../harness/start-reference.js';
import { withDataDir } from '../harness/temp-dir.js';
import { FILLING_NOTE, fillStore } from '../synthetic/fill-store.js';
import { atMost } from './report.js';
import type { MeasurementOptions, Report } from './report.js';

interface StartFigures {
  readonly memories: number;
  readonly toFirstAnswerMs: number;
  readonly residentMb: number;
}

interface Place {
  readonly dataDir: string;
  readonly ownerKey: string;
  readonly namespace: string;
}

const LARGE = 100_000;
const NAMESPACE = 'bench';
const GIVE_UP_MS = 180_000;
const MEGABYTE = 1e6;

/** From `npm start` to the first answered query, and resident memory, with an empty store and with 100,000 memories. */
export async function measureStart(options: MeasurementOptions): Promise<Report> {
  const bareMs = await measureBareProcess();
  const empty = await measureSize(0, options);
  const large = await measureSize(LARGE, options);
  const bytesAMemory = ((large.residentMb - empty.residentMb) * MEGABYTE) / LARGE;
  return {
    figures: { bareNodeHttpMs: bareMs, empty, large, bytesAMemory },
    headings: ['memories', 'npm start to first answered query, ms', 'resident MB', 'bytes a memory'],
    rows: [
      [empty.memories, empty.toFirstAnswerMs, empty.residentMb, null],
      [large.memories, large.toFirstAnswerMs, large.residentMb, bytesAMemory],
    ],
    goals: [
      atMost('start, empty: ms', empty.toFirstAnswerMs, 2000),
      atMost('start, 100,000 memories: ms', large.toFirstAnswerMs, 5000),
      atMost('resident memory, empty: MB', empty.residentMb, 250),
    ],
    notes: [
      `The reference: a process with bare node:http gives its first answer after ${Math.round(bareMs)} ms.`,
      '`npm start` runs on a built checkout: npm, the check that everything is built, and the server. Median of the rounds.',
      'Resident memory is that of the server two seconds after its first query; with 100,000 memories their index is loaded.',
      FILLING_NOTE,
    ],
  };
}

async function measureSize(memories: number, options: MeasurementOptions): Promise<StartFigures> {
  return withDataDir(async (dataDir) => {
    const place = { dataDir, ownerKey: createApiKey('live'), namespace: NAMESPACE };
    if (memories > 0) await fillStore({ ...place, count: memories, seed: options.seed, say: options.say });
    const timesMs: number[] = [];
    for (let round = 0; round < (options.rounds ?? 3); round++) {
      options.say(`npm start with ${memories} memories …`);
      timesMs.push(await timeNpmStart(place));
    }
    return { memories, toFirstAnswerMs: median(timesMs), residentMb: await measureResident(place) };
  });
}

async function timeNpmStart(place: Place): Promise<number> {
  const port = await findFreePort();
  const startedAtMs = performance.now();
  // A group of its own, so that npm, its shell and the server can be ended together.
  const child = spawn('npm', ['start'], {
    cwd: REPOSITORY_DIR,
    env: { ...process.env, ...toEnvironment(place, port) },
    detached: true,
    // What the compiler or npm complain of belongs before the figures, not among them.
    stdio: ['ignore', 2, 2],
  });
  const { pid } = child;
  invariant(pid !== undefined, 'npm could not be started');
  const ended = once(child, 'exit');
  const isAnswered = await Promise.race([waitForAnswer(place, port).then(() => true), ended.then(() => false)]);
  invariant(isAnswered, 'npm start ended before a query was answered');
  const tookMs = performance.now() - startedAtMs;
  process.kill(-pid, 'SIGTERM');
  await ended;
  await waitUntilSilent(port);
  return tookMs;
}

async function waitForAnswer(place: Place, port: number): Promise<void> {
  const client = createHttpClient({ port, key: place.ownerKey, connections: 1 });
  const body = { context: 'Who has a violin?', namespace: place.namespace };
  const giveUpAtMs = performance.now() + GIVE_UP_MS;
  for (let status = 0; status !== 200;) {
    invariant(performance.now() < giveUpAtMs, `no query was answered for ${GIVE_UP_MS} ms; the last gave ${status}`);
    status = await client.send({ method: 'POST', path: '/v1/query', body }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status !== 200) await sleep(5);
  }
  client.close();
}

/** npm may be gone before the server is; the next start needs its data directory. */
async function waitUntilSilent(port: number): Promise<void> {
  for (let isUp = true; isUp;) {
    isUp = await fetch(`http://127.0.0.1:${port}/livez`).then(
      () => true,
      () => false,
    );
    if (isUp) await sleep(20);
  }
}

async function measureResident(place: Place): Promise<number> {
  const server = await startServer(place);
  await waitForAnswer(place, server.port);
  await sleep(2000);
  const bytes = server.residentBytes();
  await server.stop();
  return bytes / MEGABYTE;
}

async function measureBareProcess(): Promise<number> {
  const startedAtMs = performance.now();
  const reference = await startReference({ headers: {}, body: 'ok' });
  await fetch(`http://127.0.0.1:${reference.port}/`).then((response) => response.text());
  const tookMs = performance.now() - startedAtMs;
  await reference.stop();
  return tookMs;
}
