import { describe, expect, it } from 'vitest';
import { withTempTree } from '../temp-tree-fixture.js';
import { createSourceFile, readSourceFiles } from './source-file.js';

const FILES = {
  'apps/server/src/main.ts': 'a();\n',
  'apps/server/src/features/recall/ask.test.ts': 'b();\n',
  'packages/contract/src/contract.ts': 'c();\nd();\n',
  'bench/src/bench.ts': 'e();\n',
  'bench/src/words.generated.ts': 'f();\n',
  'bench/peers/src/adapter.ts': 'l();\n',
  'bench/other/src/other.ts': 'm();\n',
  'packages/contract/dist/contract.d.ts': 'g();\n',
  'packages/contract/node_modules/x/src/x.ts': 'h();\n',
  'packages/contract/src/notes.md': 'i',
  'scripts/src/check.ts': 'j();\n',
  'node_modules/packages/x/src/x.ts': 'k();\n',
};

describe('the files that count', () => {
  it('are the sources of applications, packages and measurements, without what was built, installed or generated', async () => {
    const paths = await withTempTree(FILES, (root) => readSourceFiles(root).map((file) => file.path));
    expect(paths).toEqual([
      'apps/server/src/features/recall/ask.test.ts',
      'apps/server/src/main.ts',
      'bench/peers/src/adapter.ts',
      'bench/src/bench.ts',
      'packages/contract/src/contract.ts',
    ]);
  });

  it.each([
    'packages/a/src/a.test.ts',
    'packages/a/src/a.db.test.ts',
    'packages/a/src/store-fixture.ts',
    'packages/a/src/memory-store-conformance.ts',
    'packages/a/src/conformance/memories.ts',
    'apps/server/src/testing/create-test-app.ts',
  ])('takes %s for a test', (path) => {
    expect(createSourceFile(path, '').isTest).toBe(true);
  });

  it('takes a file about tests for a source', () => {
    expect(createSourceFile('packages/a/src/test-key.ts', '').isTest).toBe(false);
  });
});
