import { describe, expect, it } from 'vitest';
import { runBuilt, servers } from '../command-line/run-built-fixture.js';

describe('npm run bench -- engines', () => {
  it.skipIf(servers === null)(
    'sets PostgreSQL beside SQLite, and finds the same memories on both',
    async () => {
      const options = ['--rounds', '1', '--seconds', '0.3', '--sizes', '100', '--seed', '7', '--json'];
      const { code, stdout, stderr } = await runBuilt('bench', 'engines', ...options);
      expect(code, stderr).toBe(0);
      const { sizes, rounds, goals } = JSON.parse(stdout);
      expect([rounds, sizes.length, sizes[0].memories]).toEqual([1, 1, 100]);
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
      expect(bytesAMemory.postgres * 100).toBeCloseTo(postgresBytes.total);
      expect(goals).toContainEqual(
        expect.objectContaining({ figure: 'same places of the first 10 at 100', isMet: true }),
      );
    },
    300_000,
  );
});
