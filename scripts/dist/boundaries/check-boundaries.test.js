import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withTempTree } from '../temp-tree-fixture.js';
import { checkBoundaries } from './check-boundaries.js';
const ROOT = join(import.meta.dirname, '../../..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
/** A small project that keeps all rules: contract ← recall ← server, with two rooms. */
const CLEAN = {
    'packages/contract/src/contract.ts': "export { a } from './scopes.js';\n",
    'packages/contract/src/scopes.ts': 'export const a = 1;\n',
    'packages/recall/src/recall.ts': "import { a } from '@memory-api/contract';\nexport const b = a;\n",
    'apps/server/src/main.ts': "import './compose.js';\n",
    'apps/server/src/compose.ts': "import './features/memories/list.js';\nimport './features/recall/ask.js';\n",
    'apps/server/src/features/memories/list.ts': "import { b } from '@memory-api/recall';\nexport const c = b;\n",
    'apps/server/src/features/recall/ask.ts': "import { b } from '@memory-api/recall';\nexport const d = b;\n",
    'apps/server/src/http/pipeline.ts': "import { a } from '@memory-api/contract';\nexport const e = a;\n",
};
async function check(files) {
    return withTempTree({ ...CLEAN, ...PACKAGES, ...files }, async (root) => {
        linkPackages(root);
        return checkBoundaries(root, CONFIG);
    });
}
/** Links the packages as npm does for workspaces; what is built is one file that imports nothing. */
function linkPackages(root) {
    mkdirSync(join(root, 'node_modules/@memory-api'), { recursive: true });
    for (const name of ['contract', 'recall', 'storage']) {
        mkdirSync(join(root, 'packages', name), { recursive: true });
        symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@memory-api', name));
    }
}
async function rulesBroken(files) {
    const { violations } = await check(files);
    return violations.map((violation) => violation.split(':')[0] ?? '');
}
const PACKAGES = Object.fromEntries(['contract', 'recall', 'storage'].flatMap((name) => [
    [`packages/${name}/package.json`, `{"name":"@memory-api/${name}","type":"module","exports":"./dist/${name}.js"}`],
    [`packages/${name}/dist/${name}.js`, 'export const a = 1;'],
]));
describe('boundaries', () => {
    it('lets the allowed imports pass, and sees every source', async () => {
        const report = await check({});
        expect(report.violations).toEqual([]);
        expect(report.unseen).toEqual([]);
        expect(report.seenCount).toBe(Object.keys(CLEAN).length);
    });
    it.each([
        ['rooms-do-not-import-each-other', { 'apps/server/src/features/memories/list.ts': "import '../recall/ask.js';\n" }],
        ['http-does-not-know-the-rooms', { 'apps/server/src/http/pipeline.ts': "import '../features/recall/ask.js';\n" }],
        ['contract-imports-only-what-is-below-it', { 'packages/contract/src/scopes.ts': "import '@memory-api/recall';\n" }],
        ['recall-imports-only-what-is-below-it', { 'packages/recall/src/recall.ts': "import '@memory-api/storage';\n" }],
        ['recall-and-contract-are-pure', { 'packages/recall/src/recall.ts': "import { readFileSync } from 'node:fs';\n" }],
        ['recall-and-contract-are-pure', { 'packages/contract/src/scopes.ts': "import 'node:worker_threads';\n" }],
        ['nothing-imports-the-server', { 'bench/src/bench.ts': "import '../../apps/server/src/compose.js';\n" }],
        ['no-runtime-cycles', { 'packages/contract/src/scopes.ts': "import './contract.js';\nexport const a = 1;\n" }],
        ['no-orphans', { 'packages/recall/src/forgotten.ts': 'export const f = 1;\n' }],
        [
            'sources-do-not-import-tests',
            {
                'packages/recall/src/recall.ts': "import './store-fixture.js';\n",
                'packages/recall/src/store-fixture.ts': "import { a } from '@memory-api/contract';\nexport const f = a;\n",
            },
        ],
        ['everything-resolves', { 'packages/recall/src/recall.ts': "import './missing.js';\n" }],
    ])('%s', async (rule, files) => {
        expect(await rulesBroken(files)).toContain(rule);
    });
    it('lets types pass where only what runs is forbidden', async () => {
        const files = {
            'packages/recall/src/recall.ts': "import type { Stats } from 'node:fs';\nexport type S = Stats;\n",
        };
        expect(await rulesBroken(files)).toEqual([]);
    });
    it('says which sources it did not see, instead of saying that all is well', async () => {
        const blind = { ...CLEAN, ...PACKAGES, 'blind.cjs': "module.exports = { options: { includeOnly: '^apps/' } };\n" };
        const report = await withTempTree(blind, async (root) => checkBoundaries(root, join(root, 'blind.cjs')));
        expect(report.violations).toEqual([]);
        expect(report.unseen).toContain('packages/recall/src/recall.ts');
        expect(report.unseen).not.toContain('apps/server/src/main.ts');
    });
});
//# sourceMappingURL=check-boundaries.test.js.map