import { describe, expect, it } from 'vitest';
import { isAnyType, isEmptyCatch, isExportStar, isNonNullClaim, isPlainThrow } from './forbidden-nodes.js';
import { createSourceFile, findNodes } from './source-file.js';
function countIn(text, isWanted) {
    return findNodes([createSourceFile('packages/a/src/a.ts', text)], isWanted).length;
}
describe('what the scorecard forbids', () => {
    it('finds the type any wherever it stands, and not in words or strings', () => {
        expect(countIn('let a: any; type B = Array<any>; const c = d as any;', isAnyType)).toBe(3);
        expect(countIn('const any = "any"; // any\nfunction anyOf(): unknown { return any; }', isAnyType)).toBe(0);
    });
    it('finds non-null claims in expressions, fields and variables, and not negations', () => {
        expect(countIn('a!.b; class C { d!: string } let e!: number;', isNonNullClaim)).toBe(3);
        expect(countIn('if (!a && b !== c) d = !e;', isNonNullClaim)).toBe(0);
    });
    it('finds a thrown plain error, with and without new', () => {
        expect(countIn('throw new Error("x"); function f() { throw Error("y"); }', isPlainThrow)).toBe(2);
    });
    it('lets the function named invariant throw a plain error, and typed errors be thrown by all', () => {
        expect(countIn('function invariant(c: boolean) { if (!c) throw new Error("x"); }', isPlainThrow)).toBe(0);
        expect(countIn('throw new ApiError("x"); const e = new Error("held, not thrown"); throw e;', isPlainThrow)).toBe(0);
    });
    it('finds catches that do nothing, comments inside or not', () => {
        expect(countIn('try { a(); } catch {} try { b(); } catch (e) { /* fine */ }', isEmptyCatch)).toBe(2);
        expect(countIn('p.catch(() => {}); p.catch(() => undefined); p.catch(function () {});', isEmptyCatch)).toBe(3);
    });
    it('takes a catch that does something for what it is', () => {
        expect(countIn('try { a(); } catch (e) { log(e); } p.catch((e) => log(e)); p.catch(() => 0);', isEmptyCatch)).toBe(0);
    });
    it('finds an export of everything, and not a named one', () => {
        expect(countIn("export * from './b.js'; export { c } from './c.js';", isExportStar)).toBe(1);
    });
    it('says the path and the line', () => {
        const file = createSourceFile('bench/src/x.ts', 'const a = 1;\n\nlet b: any;\n');
        expect(findNodes([file], isAnyType)).toEqual(['bench/src/x.ts:3']);
    });
});
//# sourceMappingURL=forbidden-nodes.test.js.map