import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTestServers } from '@memory-api/storage/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The commands install what they lack; a test run doesn't, unasked. To start a server of their own takes them half of
// their time: that they can is tested beside it.
const servers = readTestServers();
const env = { ...process.env, BENCH_DATABASE_URL: servers?.postgres18 ?? '' };
// npm --prefix bench/peers ci installs them.
const hasPeers = existsSync(new URL('../peers/node_modules', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: 'bench' | 'eval', ...args: string[]): Promise<Outcome> {
  const file = fileURLToPath(new URL(`../dist/${command}.js`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const turn = (id: string, session: string, speaker: string, text: string) => ({
  id,
  session,
  date: '1:56 pm on 8 May, 2023',
  speaker,
  text,
});

// Invented for this test.
const DATA_SET = [
  {
    conversation_id: 'c1',
    turns: [
      turn('D1:1', 'session_1', 'Ilse', 'My violin is in the cellar, the damp will ruin it.'),
      turn('D1:2', 'session_1', 'Tomo', 'Bring it to my place, it is dry there.'),
      turn('D2:1', 'session_2', 'Tomo', 'I started as a beekeeper near Ghent in March.'),
      turn('D2:2', 'session_2', 'Ilse', 'Congratulations! How many hives are there?'),
    ],
    questions: [
      { question: 'Where does Ilse keep the violin?', category: 4, evidence: ['D1:1'], answer: 'in the cellar' },
      { question: 'What is the job of Tomo?', category: 1, evidence: ['D2:1'], answer: 'beekeeper' },
    ],
    observations: [
      { session: 'session_1', speaker: 'Ilse', text: 'Ilse has a violin in the cellar.', evidence: ['D1:1'] },
      { session: 'session_2', speaker: 'Tomo', text: 'Tomo is a beekeeper near Ghent.', evidence: ['D2:1'] },
    ],
  },
];

describe('npm run eval', () => {
  let directory: string;
  let path: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'memory-api-eval-'));
    path = join(directory, 'data-set.json');
    writeFileSync(path, JSON.stringify(DATA_SET));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('stores a data set over HTTP and scores the service beside both references', async () => {
    const { code, stdout, stderr } = await run('eval', 'locomo', path, '--json');
    expect(code, stderr).toBe(0);
    const { stored, scores, relevance, goals, latencyMs, machine } = JSON.parse(stdout);
    expect(stored).toBe(6);
    for (const ranker of ['service', 'bm25', 'minilm']) {
      expect(scores[ranker], ranker).toMatchObject({ questions: 2, at20: 100, sessionsAt10: 100, factsAt10: 100 });
      expect(Object.keys(scores[ranker].byCategory)).toEqual(['1', '4']);
    }
    expect(relevance.curve.map(({ threshold }: { threshold: number }) => threshold)).toContain(0.5);
    expect(goals).toContainEqual({ figure: 'R@20 of evidence turns', value: 100, goal: '≥ 88', isMet: true });
    expect(latencyMs).toMatchObject({ count: 2, p50: expect.any(Number), p95: expect.any(Number) });
    expect(machine).toMatchObject({ node: process.version, cores: expect.any(Number) });
  });

  it.skipIf(servers === null)('finds the same on PostgreSQL', async () => {
    const { code, stdout, stderr } = await run('eval', 'locomo', path, '--engine', 'postgres', '--compare', '--json');
    expect(code, stderr).toBe(0);
    const { engine, scores, comparison } = JSON.parse(stdout);
    expect(engine).toBe('postgres');
    expect(comparison).toMatchObject({ engine: 'sqlite', samePlacesAt10: 1, samePlacesAt20: 1 });
    expect(comparison.scores).toEqual(scores.service);
  });

  it.skipIf(!hasPeers)(
    'sets installed peers beside the service',
    async () => {
      const options = ['--peers', 'minisearch', '--memories', '50', '--seconds', '1', '--json'];
      const { code, stdout, stderr } = await run('eval', 'peers', 'locomo', path, ...options);
      expect(code, stderr).toBe(0);
      const { contestants, stored, dataSet } = JSON.parse(stdout);
      expect([stored, dataSet]).toEqual([4, 'locomo, data-set.json']);
      expect(contestants.map(({ name }: { name: string }) => name)).toEqual(['service', 'minisearch']);
      for (const { recall } of contestants) expect(recall['evidence turns']).toMatchObject({ questions: 2, at20: 100 });
    },
    180_000,
  );

  it('tells how it is called when it is called otherwise', async () => {
    const everyday = ['everyday', '--split', 'test'];
    const calls = [
      [],
      ['locomo'],
      ['qa'],
      ['peers'],
      ['other', path],
      ['locomo', path, '--engine', 'oracle'],
      everyday,
    ];
    for (const args of [...calls, ['locomo', path, '--wrong']]) {
      const { code, stderr } = await run('eval', ...args);
      expect(code).toBe(2);
      expect(stderr).toContain(
        'npm run eval -- locomo PATH [--engine sqlite|postgres] [--compare] [--sizes] [--json]\n',
      );
    }
  });
});

describe('--help', () => {
  it.each(['bench', 'eval'] as const)(
    'of %s shows how it is called, and nothing else',
    async (command) => {
      const { code, stdout, stderr } = await run(command, '--help');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`npm run ${command} -- `);
      expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(6);
    },
    30_000,
  );
});

describe('npm run bench', () => {
  it.each([
    ['an unknown option', ['http', '--wrong'], "Unknown option '--wrong'"],
    ['a number that is none', ['http', '--rounds', 'many'], 'Options take numbers of at least 0'],
    ['a name that every object has', ['constructor'], 'There is no measurement constructor'],
  ])(
    'says what is wrong with %s, without a stack',
    async (_what, args, reason) => {
      const { code, stderr } = await run('bench', ...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`^${reason}\nnpm run bench -- NAME .*\nNAME: .*\n$`, 'u'));
    },
    30_000,
  );

  it('tells which measurements there are when it is asked for another', async () => {
    const { code, stderr } = await run('bench', 'speed');
    expect(code).toBe(2);
    expect(stderr).toContain('NAME: http, limits, ledger, write, recall, filters, start, crash, stall, engines');
  });

  it('kills a server under load and finds that it kept its word', async () => {
    const { code, stdout, stderr } = await run('bench', 'crash', '--rounds', '1', '--seed', '7', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'crash', seed: 7, kills: 1, lost: 0, doubled: 0, miscounts: 0 });
  });

  it.skipIf(servers === null)(
    'kills a server under reads and writes, and finds each answered request in the ledger once',
    async () => {
      const options = ['--rounds', '5', '--seconds', '0.1', '--seed', '7', '--json'];
      const { code, stdout, stderr } = await run('bench', 'ledger', ...options);
      expect(code, stderr).toBe(0);
      const { kills, costs } = JSON.parse(stdout);
      const exact = {
        kills: 5,
        missing: 0,
        doubled: 0,
        charged: 0,
        wrong: 0,
        sumsOff: 0,
        miscounts: 0,
        unexpected: [],
      };
      expect(kills).toMatchObject([
        { engine: 'sqlite', ...exact },
        { engine: 'postgres', ...exact },
      ]);
      for (const { counted, free, unanswered, underWay } of kills) {
        expect(counted).toBeGreaterThan(20);
        expect(free).toBeGreaterThan(0);
        expect(underWay).toBeGreaterThan(5);
        expect(unanswered).toBeLessThanOrEqual(underWay);
      }
      for (const { ratio, failures } of costs) {
        expect(ratio).toBeGreaterThan(0);
        expect(failures).toBe(0);
      }
    },
    240_000,
  );

  it('measures recall, loses nothing and judges its goals', async () => {
    const options = ['--sizes', '60', '--rounds', '5', '--seconds', '0.3', '--seed', '7', '--json'];
    const { code, stdout, stderr } = await run('bench', 'recall', ...options);
    expect(code, stderr).toBe(0);
    const { sizes, namespaces, goals } = JSON.parse(stdout);
    const [{ queryMs, withoutEmbedderMs, scanMs, othersMs, crowd, ...upkeep }] = sizes;
    expect([queryMs.count, scanMs.count, upkeep.memories]).toEqual([5, 5, 60]);
    expect(queryMs.p50).toBeGreaterThan(withoutEmbedderMs.p50);
    for (const measured of [
      othersMs.count,
      crowd.getMs.p99,
      crowd.queryMs.p50,
      upkeep.loadMs,
      upkeep.ingestedPerSecond,
    ]) {
      expect(measured).toBeGreaterThan(0);
    }
    expect(namespaces).toMatchObject({ namespaces: 60, lost: 0 });
    expect(namespaces.queries).toBeGreaterThan(0);
    const judged = goals.map(({ figure, isMet }: { figure: string; isMet: unknown }) => [figure, typeof isMet]);
    expect(judged).toContainEqual(['memories taken in a second at 60', 'boolean']);
    expect(judged).toContainEqual(['queries of 60 small namespaces that missed a memory', 'boolean']);
  });

  it.skipIf(servers === null)(
    'sets PostgreSQL beside SQLite, and finds the same memories on both',
    async () => {
      const options = ['--rounds', '1', '--seconds', '0.3', '--sizes', '300', '--seed', '7', '--json'];
      const { code, stdout, stderr } = await run('bench', 'engines', ...options);
      expect(code, stderr).toBe(0);
      const { sizes, rounds, goals } = JSON.parse(stdout);
      expect([rounds, sizes.length, sizes[0].memories]).toEqual([1, 1, 300]);
      const [{ requests, sameAnswers, checks, twoNodes, bytesAMemory, postgresBytes }] = sizes;
      expect(sameAnswers).toMatchObject({ at10: 1, at20: 1, maxScoreDifference: 0 });
      const timed = ['getP50Ms', 'getsPerSecond', 'listP50Ms', 'createP50Ms', 'createsPerSecond', 'queryP95Ms'];
      for (const name of [...timed, 'firstQueryMs']) {
        const { sqlite, postgres, ratio } = requests[name];
        expect([sqlite > 0, postgres > 0], name).toEqual([true, true]);
        expect(ratio, name).toBeCloseTo(postgres / sqlite);
      }
      expect(Object.keys(checks)).toEqual(expect.arrayContaining(['sqlite', 'postgres']));
      expect(twoNodes.ratio).toBeCloseTo(twoNodes.twoNodesPerSecond / twoNodes.oneNodePerSecond);
      expect(bytesAMemory.postgres * 300).toBeCloseTo(postgresBytes.total);
      expect(goals).toContainEqual(
        expect.objectContaining({ figure: 'same places of the first 10 at 300', isMet: true }),
      );
    },
    300_000,
  );
});
