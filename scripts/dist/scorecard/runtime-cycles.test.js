import { describe, expect, it } from 'vitest';
import { findRuntimeCycles } from './runtime-cycles.js';
import { createSourceFile } from './source-file.js';
function cyclesOf(files) {
    return findRuntimeCycles(Object.entries(files).map(([path, text]) => createSourceFile(path, text)));
}
describe('runtime cycles', () => {
    it('finds two files that import each other', () => {
        const files = {
            'packages/a/src/x.ts': "import { y } from './y.js';",
            'packages/a/src/y.ts': "import { x } from './x.js';",
            'packages/a/src/z.ts': "import { x } from './x.js';",
        };
        expect(cyclesOf(files)).toEqual([['packages/a/src/x.ts', 'packages/a/src/y.ts']]);
    });
    it('finds a long way round, through re-exports and folders', () => {
        const files = {
            'packages/a/src/x.ts': "import './deep/y.js';",
            'packages/a/src/deep/y.ts': "export { z } from '../z.js';",
            'packages/a/src/z.ts': "export * from './x.js';",
        };
        expect(cyclesOf(files)).toHaveLength(1);
        expect(cyclesOf(files)[0]).toHaveLength(3);
    });
    it('finds a file that imports itself', () => {
        expect(cyclesOf({ 'bench/src/x.ts': "import { x } from './x.js';" })).toEqual([['bench/src/x.ts']]);
    });
    it('follows a package through its entry', () => {
        const files = {
            'packages/a/src/a.ts': "import { b } from '@memory-api/b';",
            'packages/b/src/b.ts': "import { a } from '@memory-api/a';",
        };
        expect(cyclesOf(files)).toEqual([['packages/a/src/a.ts', 'packages/b/src/b.ts']]);
    });
    it('lets types go round in circles', () => {
        const files = {
            'packages/a/src/x.ts': "import type { Y } from './y.js'; import { type Z } from './z.js';",
            'packages/a/src/y.ts': "import { x } from './x.js';",
            'packages/a/src/z.ts': "export type { X } from './x.js'; import { x } from './x.js';",
        };
        expect(cyclesOf(files)).toEqual([]);
    });
    it('sees no cycle in a diamond', () => {
        const files = {
            'packages/a/src/top.ts': "import './left.js'; import './right.js';",
            'packages/a/src/left.ts': "import './bottom.js';",
            'packages/a/src/right.ts': "import './bottom.js';",
            'packages/a/src/bottom.ts': 'export const b = 1;',
        };
        expect(cyclesOf(files)).toEqual([]);
    });
});
//# sourceMappingURL=runtime-cycles.test.js.map