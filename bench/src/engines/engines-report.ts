import type { Cell } from '../harness/table.js';
import { atLeast, atMost } from '../measurements/report.js';
import type { GoalOutcome, Report } from '../measurements/report.js';
import { FILLING_NOTE } from '../synthetic/fill-store.js';
import { CONNECTIONS } from './engine-subject.js';
import type { SizeFigures } from './measure-size.js';
import { QUESTIONS } from './time-requests.js';

type Row = readonly Cell[];

const NAMES: Readonly<Record<string, string>> = {
  getP50Ms: 'get, p50 ms',
  getP95Ms: 'get, p95 ms',
  getsPerSecond: `gets/s, ${CONNECTIONS} connections`,
  listP50Ms: 'list 50, p50 ms',
  listP95Ms: 'list 50, p95 ms',
  createP50Ms: 'create, p50 ms',
  createP95Ms: 'create, p95 ms',
  createsPerSecond: `creates/s, ${CONNECTIONS} connections`,
  queryP50Ms: 'query, p50 ms',
  queryP95Ms: 'query, p95 ms',
  firstQueryMs: 'first query, ms',
  getP50WhileLoadingMs: 'get during the first query, p50 ms',
  getP99WhileLoadingMs: 'get during the first query, p99 ms',
  getMaxWhileLoadingMs: 'get during the first query, max ms',
};

const NOTES = [
  'Both engines durable, on the same machine and disk, turn about; the ratio is the median of the rounds, each its own.',
  `One request after the other on one connection, unless said; the load of gets asks for one memory again and again from a process of its own. Creates include the embedder, which is most of them; ${QUESTIONS} questions a round, each worded another way.`,
  'The first query of a fresh server loads the index; what it reads is in the memory of the machine already. Meanwhile, in other rounds, 200 gets a second at fixed times; one counts from when it was due.',
  'Check of freshness: `recallSource.changesSince` with a known, unchanged position, called directly, 1,000 times a round.',
  'Same places: the share of the first ten (twenty) that hold the same memory on both engines; everything ranked, one `reference_time`.',
  'Two nodes have as many connections together as the one: on two cores the processor, which server, client and PostgreSQL share, is the limit, not the database.',
  'PostgreSQL was vacuumed and analyzed after filling, as autovacuum does by and by; bytes are those of memories, their versions and namespaces, of SQLite those of the whole file.',
  FILLING_NOTE,
];

/** Lays out what was measured. */
export function toEnginesReport(sizes: readonly SizeFigures[], rounds: number): Report {
  return {
    figures: { rounds, connections: CONNECTIONS, questions: QUESTIONS, sizes },
    headings: ['memories', 'figure', 'SQLite', 'PostgreSQL', 'PostgreSQL ÷ SQLite'],
    rows: sizes.flatMap(toRows),
    goals: [...sizes.flatMap(toGoals), ...toColdGoal(sizes.at(-1))],
    notes: NOTES,
  };
}

function toRows(size: SizeFigures): readonly Row[] {
  const { memories, requests, bytesAMemory: bytes, sameAnswers } = size;
  return [
    ...Object.entries(requests).map(([name, { sqlite, postgres, ratio }]): Row => {
      return [memories, NAMES[name] ?? name, sqlite, postgres, ratio];
    }),
    ...toCheckRows(size),
    [memories, 'same places of the first 10', null, sameAnswers.at10, null],
    [memories, 'same places of the first 20', null, sameAnswers.at20, null],
    [memories, 'largest difference of a score', null, sameAnswers.maxScoreDifference, null],
    [memories, 'bytes a memory on disk', bytes.sqlite, bytes.postgres, bytes.ratio],
    ...toByteRows(size),
    ...toNodeRows(size),
  ];
}

function toCheckRows({ memories, checks: { sqlite, postgres, pgBouncer } }: SizeFigures): readonly Row[] {
  if (sqlite === undefined || postgres === undefined) return [];
  const rows = (name: string, check: typeof postgres): readonly Row[] => [
    [memories, `${name}, p50 ms`, sqlite.p50, check.p50, check.p50 / sqlite.p50],
    [memories, `${name}, p95 ms`, sqlite.p95, check.p95, check.p95 / sqlite.p95],
  ];
  const through = pgBouncer === undefined ? [] : rows('check of freshness through PgBouncer', pgBouncer);
  return [...rows('check of freshness', postgres), ...through];
}

function toByteRows({ memories, postgresBytes: { tables, database } }: SizeFigures): readonly Row[] {
  return [
    ...Object.entries(tables).flatMap(([name, { rows, indexes }]): readonly Row[] => [
      [memories, `… of them ${name}, rows`, null, rows / memories, null],
      [memories, `… of them ${name}, indexes`, null, indexes / memories, null],
    ]),
    [memories, '… of the whole database', null, database / memories, null],
  ];
}

function toNodeRows({ memories, twoNodes }: SizeFigures): readonly Row[] {
  if (twoNodes === null) return [];
  return [
    [memories, `queries/s of one node, ${CONNECTIONS} connections`, null, twoNodes.oneNodePerSecond, null],
    [memories, `queries/s of two nodes, ${CONNECTIONS} connections`, null, twoNodes.twoNodesPerSecond, null],
    [memories, 'two nodes ÷ one', null, twoNodes.ratio, null],
  ];
}

function toGoals({ memories, requests, sameAnswers, checks }: SizeFigures): readonly GoalOutcome[] {
  const { postgres, pgBouncer } = checks;
  return [
    atMost(`query p95, PostgreSQL ÷ SQLite, at ${memories}`, requests['queryP95Ms']?.ratio ?? Number.NaN, 1.3),
    atLeast(`same places of the first 10 at ${memories}`, sameAnswers.at10, 0.99),
    atMost(`check of freshness, p50 ms, at ${memories}`, postgres?.p50 ?? Number.NaN, 0.5),
    ...(pgBouncer === undefined
      ? []
      : [atMost(`check of freshness through PgBouncer, p50 ms, at ${memories}`, pgBouncer.p50, 1)]),
  ];
}

function toColdGoal(largest: SizeFigures | undefined): readonly GoalOutcome[] {
  if (largest === undefined) return [];
  const { memories, requests } = largest;
  const firstMs = requests['firstQueryMs']?.postgres ?? Number.NaN;
  return [atMost(`first query of PostgreSQL at ${memories}, ms`, firstMs, 4000)];
}
