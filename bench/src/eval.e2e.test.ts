import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBuilt, servers } from './command-line/run-built-fixture.js';

// The command installs what it lacks; a test run doesn't, unasked: npm --prefix bench/peers ci does.
const hasPeers = existsSync(new URL('../peers/node_modules', import.meta.url));

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
    const { code, stdout, stderr } = await runBuilt('eval', 'locomo', path, '--json');
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
    const { code, stdout, stderr } = await runBuilt(
      'eval',
      'locomo',
      path,
      '--engine',
      'postgres',
      '--compare',
      '--json',
    );
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
      const { code, stdout, stderr } = await runBuilt('eval', 'peers', 'locomo', path, ...options);
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
      const { code, stderr } = await runBuilt('eval', ...args);
      expect(code).toBe(2);
      expect(stderr).toContain(
        'npm run eval -- locomo PATH [--engine sqlite|postgres] [--compare] [--sizes] [--json]\n',
      );
    }
  });
});
