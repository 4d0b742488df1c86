import { defineConfig } from 'vitest/config';

const ENGINES = '{apps,packages}/*/src/**/*.{db,e2e}.test.ts';
// Each in a process of its own, and before all others: they replace modules or parts of their process, which another
// file in the same worker may have loaded, or measure in programs of their own, which takes longest.
const APART = [
  'bench/src/**/*.{db,e2e}.test.ts',
  'bench/src/measurements/*.test.ts',
  'bench/src/everyday/evaluate-everyday.test.ts',
  'bench/src/harness/{machine,load-generator}.test.ts',
];

export default defineConfig({
  test: {
    // Engines with native threads (SQLite, ONNX) are safe in a process of their own, not in a shared one.
    pool: 'forks',
    // On two cores one worker would be the default, and would wait for disks, servers and timers half of the time.
    maxWorkers: 3,
    // Far beyond what any takes: they tell a test that hangs, not a machine that does much else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    allowOnly: false,
    passWithNoTests: false,
    setupFiles: ['scripts/src/testing/setup.ts'],
    projects: [
      // A worker runs one file after another: to start one and to load everything takes longer than most files.
      { extends: true, test: { name: 'engines', include: [ENGINES], isolate: false } },
      {
        extends: true,
        test: {
          name: 'units',
          include: ['{{apps,packages}/*,scripts,bench,bench/peers}/src/**/*.test.ts'],
          exclude: [ENGINES, ...APART],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
  },
});
