import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withTempTree } from './temp-tree-fixture.js';

const CI_RUN = readFileSync(join(import.meta.dirname, '../../.ci/run'), 'utf8');

/** What the tools of a run answer: exit codes, and the reports that they leave. */
interface Tools {
  readonly install?: number;
  readonly postgres?: number;
  readonly test?: number;
  readonly vitestReport?: string;
  readonly schemathesis?: number;
  readonly junit?: string;
  readonly crash?: number;
  readonly check?: number;
}

const VITEST = { numPassedTests: 40, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] };
const JUNIT = '<testsuites errors="0" failures="0" skipped="1" tests="24" time="1.5">';

/** Runs `.ci/run` in a folder where npm, schemathesis and the benchmark are scripts that answer as told. */
async function runWith(tools: Tools): Promise<{ status: number | null; lines: string[] }> {
  const vitest = tools.vitestReport ?? JSON.stringify(VITEST);
  const files = {
    '.ci/run': CI_RUN,
    'reports/vitest.json': vitest,
    'reports/junit.xml': tools.junit ?? JUNIT,
    'bin/npm': `#!/bin/sh
      case "$1 $2" in
        "ci "*) exit ${tools.install ?? 0} ;;
        "test "*) [ -s reports/vitest.json ] && cp reports/vitest.json .cache/ci/vitest.json; exit ${tools.test ?? 0} ;;
        "run check") exit ${tools.check ?? 0} ;;
        *) exit 99 ;;
      esac\n`,
    'scripts/schemathesis.sh': `[ "$1" = install ] && exit 0
      [ -s reports/junit.xml ] && cp reports/junit.xml .cache/schemathesis-junit.xml; exit ${tools.schemathesis ?? 0}\n`,
    'scripts/postgres.sh': `[ "$1" = down ] && exit 0; [ "$1" = up ] && exit ${tools.postgres ?? 0}; exit 99`,
    'scripts/stripe-mock.sh': '[ "$1" = up ] || [ "$1" = down ]',
    // Where Go is missing, so is the stage that needs it.
    'bin/go': '#!/bin/sh\n',
    'bench/dist/bench.js': `process.exit(process.argv.slice(2).join(' ') === 'crash --rounds 5' ? ${tools.crash ?? 0} : 99);`,
  };
  return withTempTree(files, (root) => {
    for (const program of ['bin/npm', 'bin/go']) chmodSync(join(root, program), 0o755);
    const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH']}` };
    const { status, stdout } = spawnSync('bash', ['.ci/run'], { cwd: root, env, encoding: 'utf8' });
    return { status, lines: stdout.trimEnd().split('\n') };
  });
}

describe('the run of everything', () => {
  it('ends with the totals over all suites: tests, operations of the API, and one for each other stage', async () => {
    const { status, lines } = await runWith({});
    expect(lines.at(-1)).toBe('69 passed, 0 failed, 4 skipped');
    expect(status).toBe(0);
  });

  it('counts failed tests, goes on to the other stages, and fails', async () => {
    const vitestReport = JSON.stringify({ ...VITEST, numPassedTests: 37, numFailedTests: 3 });
    const { status, lines } = await runWith({ test: 1, vitestReport });
    expect(lines.at(-1)).toBe('66 passed, 3 failed, 4 skipped');
    expect(status).toBe(1);
  });

  it('counts a test file that could not be loaded', async () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    const { lines } = await runWith({ test: 1, vitestReport: JSON.stringify({ ...VITEST, testResults }) });
    expect(lines.at(-1)).toBe('69 passed, 1 failed, 4 skipped');
  });

  it('counts a failed operation of the API', async () => {
    const junit = JUNIT.replace('failures="0"', 'failures="2"');
    const { status, lines } = await runWith({ schemathesis: 1, junit });
    expect(lines.at(-1)).toBe('67 passed, 2 failed, 4 skipped');
    expect(status).toBe(1);
  });

  it.each<[string, Tools]>([
    ['a run of tests that dies without a failed test', { test: 1 }],
    ['a run of the API that dies without a failed operation', { schemathesis: 1 }],
    ['lost writes', { crash: 1 }],
    ['a PostgreSQL that could not be started', { postgres: 1 }],
    ['a missed check', { check: 1 }],
  ])('fails for %s', async (_, tools) => {
    const { status, lines } = await runWith(tools);
    expect(lines.at(-1)).toMatch(/, 1 failed, 4 skipped$/u);
    expect(status).toBe(1);
  });

  it.each<[string, Tools]>([
    ['tests that leave no report', { vitestReport: '' }],
    ['tests that were none', { vitestReport: JSON.stringify({ ...VITEST, numPassedTests: 0 }) }],
    ['operations that were none', { junit: JUNIT.replace('tests="24"', 'tests="1"') }],
  ])('fails for %s, though every command succeeds', async (_, tools) => {
    expect((await runWith(tools)).status).toBe(1);
  });

  it('stops where nothing could be installed, and says so', async () => {
    const { status, lines } = await runWith({ install: 1 });
    expect(lines.at(-1)).toBe('3 passed, 1 failed, 0 skipped');
    expect(status).toBe(1);
  });
});
