import { median } from '../harness/percentile.js';
import { runLanes } from '../harness/run-lanes.js';
import { CONNECTIONS, ask, startSubject } from './engine-subject.js';
import type { EngineSubject } from './engine-subject.js';

/** Queries a second of one server process and of two on the same database. */
export interface TwoNodes {
  readonly oneNodePerSecond: number;
  readonly twoNodesPerSecond: number;
  /** Two ÷ one, the median of each round's own. */
  readonly ratio: number;
}

/** Starts a second server beside the first and asks one, then both, with the same number of connections. */
export async function measureTwoNodes(
  first: EngineSubject,
  { rounds, seconds, say }: { readonly rounds: number; readonly seconds: number; readonly say: (line: string) => void },
): Promise<TwoNodes> {
  say('one node and two …');
  const second = await startSubject(first);
  try {
    let asked = 0;
    const load = async (nodes: readonly EngineSubject[], forSeconds: number): Promise<number> => {
      const { perSecond } = await runLanes({ lanes: CONNECTIONS, seconds: forSeconds }, async (lane) => {
        const { client, memories } = nodes[lane % nodes.length] ?? first;
        // Each another one: neither node remembers its embedding.
        const context = `${memories[asked % memories.length]?.question} (${asked})`;
        asked += 1;
        await ask(client, context);
      });
      return perSecond;
    };
    await load([first, second], 1);
    const turns: { readonly one: number; readonly two: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const one = await load([first], seconds);
      turns.push({ one, two: await load([first, second], seconds) });
    }
    return {
      oneNodePerSecond: median(turns.map(({ one }) => one)),
      twoNodesPerSecond: median(turns.map(({ two }) => two)),
      ratio: median(turns.map(({ one, two }) => two / one)),
    };
  } finally {
    await second.stop();
  }
}
