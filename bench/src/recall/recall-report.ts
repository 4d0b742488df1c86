import type { Cell } from '../harness/table.js';
import { atLeast, atMost } from '../measurements/report.js';
import type { GoalOutcome, Report } from '../measurements/report.js';
import { FILLING_NOTE } from '../synthetic/fill-store.js';
import { CROWD } from './crowd.js';
import { MOST_WRITTEN_A_ROUND } from './index-upkeep.js';
import type { NamespacesFigures } from './many-namespaces.js';
import type { RecallSizeFigures } from './measure-recall.js';
import { STAGES } from './query-latency.js';

/** Everything that `bench recall` measures. */
export interface RecallFigures {
  readonly questions: number;
  readonly sizes: readonly RecallSizeFigures[];
  readonly namespaces: NamespacesFigures;
}

// Up to how many memories a query may take so long at most, by its p95.
const QUERY_GOALS = [
  { memories: 10_000, ms: 10 },
  { memories: 100_000, ms: 20 },
  { memories: Number.POSITIVE_INFINITY, ms: 100 },
];
// Below, what a process takes in any case outweighs the index.
const FEWEST_FOR_BYTES = 100_000;
const LOADED_IN_GOAL = 100_000;
const LARGEST_FOR_GROWTH = 100_000;
const TENFOLD = 10;

/** Sets figures beside their goals, and lays them out. */
export function toRecallReport(figures: RecallFigures): Report {
  const { sizes, namespaces } = figures;
  return {
    figures: { ...figures },
    headings: [
      'memories',
      'query p50 ms',
      'p95',
      'without embedder p50',
      'p95',
      'usearch p50',
      'embedder p50',
      ...STAGES.map((stage) => `${stage} %`),
      'rest %',
      'load ms',
      'bytes a memory',
      'taken in a second',
      'GET p99 in a crowd',
      'query p95 in it',
    ],
    rows: sizes.map(toRow),
    goals: [...sizes.flatMap(toSizeGoals), ...toGrowthGoals(sizes), ...toNamespacesGoals(namespaces)],
    notes: toNotes(figures),
    isBroken: namespaces.lost > 0 || sizes.some(({ crowd }) => crowd.failures > 0),
  };
}

function toRow(size: RecallSizeFigures): Cell[] {
  const { queryMs, withoutEmbedderMs, scanMs, embedderMs, shares, crowd } = size;
  const times = [queryMs.p50, queryMs.p95, withoutEmbedderMs.p50, withoutEmbedderMs.p95, scanMs.p50, embedderMs.p50];
  const percents = [...STAGES, 'rest'].map((stage) => (shares[stage] ?? Number.NaN) * 100);
  const upkeep = [size.loadMs, size.bytesAMemory, size.ingestedPerSecond];
  return [size.memories, ...times, ...percents, ...upkeep, crowd.getMs.p99, crowd.queryMs.p95];
}

function toSizeGoals(size: RecallSizeFigures): GoalOutcome[] {
  const { memories, queryMs, withoutEmbedderMs, scanMs, crowd } = size;
  const at = (figure: string): string => `${figure} at ${memories}`;
  const queryGoalMs = QUERY_GOALS.find((goal) => memories <= goal.memories)?.ms ?? 0;
  return [
    atMost(at('query p95 ms'), queryMs.p95, queryGoalMs),
    atMost(at('without the embedder, p50 ms beyond 2 × usearch'), withoutEmbedderMs.p50 - 2 * scanMs.p50, 2),
    atMost(at(`GET p99 ms under ${CROWD} queries at once`), crowd.getMs.p99, 25),
    atLeast(at('memories taken in a second'), size.ingestedPerSecond, 5000),
    ...(memories >= FEWEST_FOR_BYTES ? [atMost(at('bytes a memory'), size.bytesAMemory, 1536)] : []),
    ...(memories === LOADED_IN_GOAL ? [atMost(at('load ms'), size.loadMs, 3000)] : []),
    atMost(at('another namespace while it loads, p95 ms'), size.othersMs.p95, 50),
  ];
}

function toGrowthGoals(sizes: readonly RecallSizeFigures[]): GoalOutcome[] {
  return sizes.flatMap((small) =>
    sizes
      .filter(({ memories }) => memories === small.memories * TENFOLD && memories <= LARGEST_FOR_GROWTH)
      .map((large) =>
        atMost(`query p50 at ${large.memories} ÷ at ${small.memories}`, large.queryMs.p50 / small.queryMs.p50, 6),
      ),
  );
}

function toNamespacesGoals({ namespaces, lost, growth, held }: NamespacesFigures): GoalOutcome[] {
  return [
    atMost(`queries of ${namespaces} small namespaces that missed a memory`, lost, 0),
    atMost('indexes held at the end ÷ namespaces', held / namespaces, 0.9),
    atMost('resident memory, last third ÷ second third', growth, 1.1),
  ];
}

function toNotes({ questions, namespaces, sizes }: RecallFigures): string[] {
  const { queries, writes, seconds, queryMs, residentMb } = namespaces;
  return [
    `${questions} questions, one after the other on one connection, each another one, about a memory that is stored; after each, the same question to the embedder alone and to usearch's exact scan of as many vectors.`,
    '`store` is bringing the index up to date and reading the rows. "Without embedder" is what the server counts of a query, less the embedding.',
    'The load is the first query of the namespace; another namespace is asked all the while. Bytes are those that the resident memory of the server grew by, over the memories.',
    `Taken in: ${MOST_WRITTEN_A_ROUND} memories, or as many as there are, are written to the store beside the server, and the next query is charged for what it takes longer than usual. Median of five rounds.`,
    `A crowd is ${CROWD} queries under way at all times; the reads come 200 a second, from a process of their own, and count from when they were due.`,
    ...sizes.map(
      ({ memories, othersMs }) =>
        `While ${memories} memories loaded, another namespace answered ${othersMs.count} queries, the slowest in ${Math.round(othersMs.max)} ms.`,
    ),
    `${namespaces.namespaces} small namespaces with ${namespaces.memories} memories, with the least budget that can be set: ${queries} queries and ${writes} writes at random in ${seconds} s, p50 ${queryMs.p50.toFixed(1)} and p95 ${queryMs.p95.toFixed(1)} ms; ${namespaces.held} indexes held and ${Math.round(residentMb)} MB resident at the end.`,
    FILLING_NOTE,
  ];
}
