import { toRequestBytes } from '../harness/load.js';
import { summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { runLanes } from '../harness/run-lanes.js';
import { runLoad } from '../harness/run-load.js';
import { ask, NAMESPACE } from './recall-store.js';
import type { RecallStore } from './recall-store.js';

/** Reads of one memory while many queries are under way. */
export interface CrowdFigures {
  readonly getMs: Summary;
  readonly queryMs: Summary;
  readonly failures: number;
}

/** Queries under way at once. */
export const CROWD = 20;
const PROBES_A_SECOND = 200;

/** Keeps twenty queries under way and reads a memory meanwhile, at fixed times from a process of its own. */
export async function measureCrowd(
  { client, server, location, memories }: RecallStore,
  seconds: number,
): Promise<CrowdFigures> {
  const request = toRequestBytes(`/v1/memories/${memories[0]?.id}`, location.ownerKey);
  const probe = { port: server.port, request, connections: 4, ratePerSecond: PROBES_A_SECOND };
  await runLoad({ ...probe, seconds: 1 });
  const probing = runLoad({ ...probe, seconds });
  let place = 0;
  const { latenciesMs } = await runLanes({ lanes: CROWD, seconds }, async () => {
    await ask(client, NAMESPACE, memories[place++ % memories.length]?.question ?? '');
  });
  const load = await probing;
  return { getMs: summarize(load.latenciesMs), queryMs: summarize(latenciesMs), failures: load.failures };
}
