import { describe, expect, it } from 'vitest';
import { runBuilt } from './command-line/run-built-fixture.js';

describe('--help', () => {
  it.each(['bench', 'eval'] as const)(
    'of %s shows how it is called, and nothing else',
    async (command) => {
      const { code, stdout, stderr } = await runBuilt(command, '--help');
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
      const { code, stderr } = await runBuilt('bench', ...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`^${reason}\nnpm run bench -- NAME .*\nNAME: .*\n$`, 'u'));
    },
    30_000,
  );

  it('tells which measurements there are when it is asked for another', async () => {
    const { code, stderr } = await runBuilt('bench', 'speed');
    expect(code).toBe(2);
    expect(stderr).toContain('NAME: http, limits, ledger, write, recall, filters, start, crash, stall, engines');
  });

  it('kills a server under load and finds that it kept its word', async () => {
    const { code, stdout, stderr } = await runBuilt('bench', 'crash', '--rounds', '1', '--seed', '7', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'crash', seed: 7, kills: 1, lost: 0, doubled: 0, miscounts: 0 });
  });

  it('measures recall, loses nothing and judges its goals', async () => {
    const options = ['--sizes', '60', '--rounds', '5', '--seconds', '0.3', '--seed', '7', '--json'];
    const { code, stdout, stderr } = await runBuilt('bench', 'recall', ...options);
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
});
