import { setTimeout as sleep } from 'node:timers/promises';
import { createApiKey } from '@memory-api/contract';
import { CRASH_NAMESPACE, createCrashLane } from '../crash/crash-lane.js';
import type { CrashLane, CrashTally } from '../crash/crash-lane.js';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpClient } from '../harness/http-client.js';
import { asRecord } from '../harness/json.js';
import { createRandom } from '../harness/random.js';
import { startServer } from '../harness/server-process.js';
import type { ServerProcess } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import { atMost } from './report.js';
import type { MeasurementOptions, Report } from './report.js';

const LANES = 8;
const ROUNDS = 5;
const LONGEST_LOAD_MS = 1200;

/** Kills the server at random moments under mixed writes and looks for what was acknowledged. */
export async function measureCrash({ rounds, seed, say }: MeasurementOptions): Promise<Report> {
  const random = createRandom(seed);
  const tally: CrashTally = { acknowledged: 0, retried: 0, unanswered: 0, lost: 0, doubled: 0, unexpected: [] };
  const lanes = Array.from({ length: LANES }, (_, lane) => createCrashLane(`lane${lane}`, random, tally));
  const kills = rounds ?? ROUNDS;
  say(`seed ${seed}`);
  const miscounts = await withDataDir(async (dataDir) => {
    const ownerKey = createApiKey('live');
    let wrong = 0;
    for (let round = 1; round <= kills; round++) {
      await withServer({ dataDir, ownerKey }, async (server, client) => {
        // A fresh server loads its model first; nothing would be under way at an early kill.
        await client.sendOk({ method: 'POST', path: '/v1/query', body: { context: 'Who has a violin?' } });
        const writing = Promise.all(lanes.map((lane) => lane.writeUntilGone(client)));
        await sleep(20 + random.below(LONGEST_LOAD_MS));
        await server.kill();
        await writing;
      });
      wrong += await withServer({ dataDir, ownerKey }, async (_server, client) => settle(lanes, client));
      say(
        `round ${round} of ${kills}: ${tally.acknowledged} acknowledged, ${tally.lost} lost, ${tally.doubled} doubled`,
      );
    }
    return wrong;
  });
  return toReport(tally, kills, miscounts);
}

async function withServer<T>(
  settings: { readonly dataDir: string; readonly ownerKey: string },
  body: (server: ServerProcess, client: HttpClient) => Promise<T>,
): Promise<T> {
  const server = await startServer(settings);
  const client = createHttpClient({ port: server.port, key: settings.ownerKey, connections: LANES });
  try {
    return await body(server, client);
  } finally {
    client.close();
    await server.stop();
  }
}

/** Settles every lane, then compares two sums that no single look would show wrong: the count, and what a query saw. */
async function settle(lanes: readonly CrashLane[], client: HttpClient): Promise<number> {
  await Promise.all(lanes.map((lane) => lane.settle(client)));
  const live = lanes.reduce((sum, lane) => sum + lane.live, 0);
  const { count } = asRecord(
    await client.sendOk({ method: 'GET', path: `/v1/memories/count?namespace=${CRASH_NAMESPACE}` }),
  );
  const body = { context: 'Who has a violin?', namespace: CRASH_NAMESPACE };
  const { total_memories_searched: searched } = asRecord(
    await client.sendOk({ method: 'POST', path: '/v1/query', body }),
  );
  return (count === live ? 0 : 1) + (searched === live ? 0 : 1);
}

function toReport(tally: CrashTally, kills: number, miscounts: number): Report {
  const { acknowledged, retried, unanswered, lost, doubled, unexpected } = tally;
  return {
    figures: { kills, ...tally, miscounts },
    headings: [
      'kill -9',
      'acknowledged',
      'sent again by key',
      'unanswered without key',
      'lost',
      'doubled',
      'miscounts',
      'odd answers',
    ],
    rows: [[kills, acknowledged, retried, unanswered, lost, doubled, miscounts, unexpected.length]],
    goals: [
      atMost('acknowledged writes lost', lost, 0),
      atMost('acknowledged writes doubled', doubled, 0),
      atMost('counts that disagree', miscounts, 0),
      atMost('answers other than success', unexpected.length, 0),
    ],
    notes: [
      `${LANES} lanes create, change and delete, half of it with an Idempotency-Key; what was under way at the kill is sent again by its key, or looked up.`,
      'A write that was never answered and has no key may be there or not, but never twice.',
      'After each restart the count and the number of memories that a query searched are compared with the books as well.',
    ],
    isBroken: lost + doubled + miscounts + unexpected.length > 0,
  };
}
