import { describe, expect, it } from 'vitest';
import { countAllLines, findLongFunctions, toPercentile } from './file-sizes.js';
import { createSourceFile } from './source-file.js';
function functionOf(lines, head = 'function f() {') {
    return [head, ...Array.from({ length: lines - 2 }, () => '  g();'), '}'].join('\n');
}
describe('sizes', () => {
    it('finds a function one line over the limit and not one at it', () => {
        const file = createSourceFile('a.ts', `${functionOf(10)}\n${functionOf(11)}\n`);
        expect(findLongFunctions([file], 10)).toEqual(['a.ts:11']);
    });
    it('counts arrow functions and methods, and no declarations without a body', () => {
        const arrow = createSourceFile('a.ts', `${functionOf(6, 'const f = () => {')};`);
        const method = createSourceFile('b.ts', `class A {\n${functionOf(6, 'f(): void {')}\n}`);
        const overload = createSourceFile('c.ts', `declare function f(\n  a: {\n    b: number;\n  },\n): void;`);
        expect(findLongFunctions([arrow, method, overload], 3)).toEqual(['a.ts:1', 'b.ts:2']);
    });
    it('takes the percentile by nearest rank', () => {
        expect(toPercentile([10, 20, 30, 40, 50, 60, 70, 80, 90, 1000], 0.9)).toBe(90);
        expect(toPercentile([1, 300], 0.9)).toBe(300);
        expect(toPercentile([], 0.9)).toBe(0);
    });
    it('counts lines without the newline at the end of a file', () => {
        expect(countAllLines([createSourceFile('a.ts', 'a\nb\n'), createSourceFile('b.ts', 'c'), createSourceFile('c.ts', '')])).toBe(3);
    });
});
//# sourceMappingURL=file-sizes.test.js.map