import { describeMachine } from '../harness/machine.js';
import { toTable } from '../harness/table.js';
import type { Cell } from '../harness/table.js';
import { toGoalTable } from '../measurements/report.js';
import type { PeersEvaluation } from './evaluate-peers.js';
import type { ContestantFigures, PeerSpeed } from './measure-contestant.js';

/** How it was measured, for whoever reads the figures. */
export const PEERS_NOTES: readonly string[] = [
  'The service is a process that is asked over HTTP and has its memories on the disk; each peer is a library, called in a process of its own and timed there.',
  'Peers that take vectors have them from the same MiniLM by HTTP, as from OpenAI, and words about the user in the first person as the service has them; a query waits for it.',
  'Latency is of one question at a time, queries a second of four at a time; each question is another one. The questions of the data set are asked where it has most memories.',
];

/** Lays out an evaluation for a person to read. */
export function toPeersText({ dataSet, stored, seed, contestants, goals }: PeersEvaluation): string {
  const { cpu, cores, memoryGb, node, os } = describeMachine();
  return [
    `peers on ${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${os}: ${dataSet}, ${stored} memories; seed ${seed}`,
    toTable(
      ['questions', 'ranked by', 'number', 'R@1', 'R@3', 'R@5', 'R@10', 'R@20', 'sessions R@10'],
      toRecallRows(contestants),
    ),
    toTable(
      ['ranked by', 'memories', 'p50 ms', 'p95 ms', 'queries a second'],
      [
        ...contestants.map(({ name, speed }) => toSpeedRow(name, speed)),
        ...contestants.map(({ name, largeSpeed }) => toSpeedRow(name, largeSpeed)),
      ],
    ),
    ...(goals.length === 0 ? [] : [toGoalTable(goals)]),
    [...contestants.map(toDescription), ...PEERS_NOTES].map((note) => `- ${note}`).join('\n'),
  ].join('\n\n');
}

function toRecallRows(contestants: readonly ContestantFigures[]): Cell[][] {
  const groups = Object.keys(contestants[0]?.recall ?? {});
  return groups.flatMap((group) =>
    contestants.flatMap(({ name, recall }) => {
      const figures = recall[group];
      if (figures === undefined) return [];
      const { questions, at1, at3, at5, at10, at20, sessionsAt10 } = figures;
      return [[group, name, questions, at1, at3, at5, at10, at20, sessionsAt10]];
    }),
  );
}

function toSpeedRow(name: string, { memories, latencyMs, queriesPerSecond }: PeerSpeed): Cell[] {
  return [name, memories, latencyMs.p50, latencyMs.p95, queriesPerSecond];
}

function toDescription({ name, packageName, version, settings, largeFoundAt10 }: ContestantFigures): string {
  const found = `found ${largeFoundAt10} % of the synthetic memories among the first ten`;
  return `${name} (${packageName} ${version}): ${settings}; ${found}.`;
}
