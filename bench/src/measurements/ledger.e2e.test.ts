import { describe, expect, it } from 'vitest';
import { runBuilt, servers } from '../command-line/run-built-fixture.js';

describe('npm run bench -- ledger', () => {
  it.skipIf(servers === null)(
    'kills a server under reads and writes, and finds each answered request in the ledger once',
    async () => {
      const options = ['--rounds', '5', '--seconds', '0.1', '--seed', '7', '--json'];
      const { code, stdout, stderr } = await runBuilt('bench', 'ledger', ...options);
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
});
