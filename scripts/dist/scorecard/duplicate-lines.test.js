import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withTempTree } from '../temp-tree-fixture.js';
import { measureDuplication } from './duplicate-lines.js';
const CONFIG = join(import.meta.dirname, '../../../.jscpd.json');
function functionNamed(name) {
    const lines = Array.from({ length: 20 }, (_, index) => `  total += values[${index}] * weights[${index}] + ${index};`);
    return `export function ${name}(values, weights) {\n  let total = 0;\n${lines.join('\n')}\n  return total;\n}\n`;
}
describe('duplicate lines', () => {
    it('finds a function that was copied', async () => {
        const files = {
            'packages/a/src/a.ts': functionNamed('first'),
            'packages/b/src/b.ts': functionNamed('second'),
        };
        const { percent, clones } = await withTempTree(files, (root) => measureDuplication(root, CONFIG));
        expect(percent).toBeGreaterThan(30);
        expect(clones[0]).toMatch(/packages\/[ab]\/src\/[ab]\.ts:\d+ = packages\/[ab]\/src\/[ab]\.ts:\d+/u);
    });
    it('finds nothing where everything is said once, and says how many files it saw', async () => {
        const files = {
            'packages/a/src/a.ts': functionNamed('first'),
            'bench/src/b.ts': 'export const greeting = "hello";\nexport const parting = { word: "bye", at: [1, 2, 3] };\n'.padEnd(4000, '// said once\n'),
        };
        const { percent, fileCount } = await withTempTree(files, (root) => measureDuplication(root, CONFIG));
        expect({ percent, fileCount }).toEqual({ percent: 0, fileCount: 1 });
    });
    it('lets tests repeat themselves', async () => {
        const files = {
            'packages/a/src/a.ts': functionNamed('first'),
            'packages/a/src/a.test.ts': functionNamed('first'),
            'packages/a/src/b.db.test.ts': functionNamed('first'),
        };
        const { percent } = await withTempTree(files, (root) => measureDuplication(root, CONFIG));
        expect(percent).toBe(0);
    });
});
//# sourceMappingURL=duplicate-lines.test.js.map