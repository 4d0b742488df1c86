import { describe, expect, it } from 'vitest';
import { createScorecardRows, type ScorecardInput, type ScorecardRow } from './scorecard-rows.js';
import { createSourceFile } from './source-file.js';

const CLEAN: ScorecardInput = {
  files: [
    createSourceFile('packages/a/src/a.ts', 'export const a = 1;\n'),
    createSourceFile('packages/a/src/a.test.ts', 'expect(a)\n  .toBe(1);\n'),
  ],
  documentation: { total: 10, undocumented: [] },
  duplication: { percent: 0.4, clones: ['a.ts:1 = b.ts:1'], fileCount: 1 },
};

function missed(input: Partial<ScorecardInput>): ScorecardRow[] {
  return createScorecardRows({ ...CLEAN, ...input }).filter((row) => !row.isMet);
}

function withText(text: string): Partial<ScorecardInput> {
  const tests = createSourceFile('packages/a/src/a.test.ts', 'x\n'.repeat(5000));
  return { files: [createSourceFile('packages/a/src/a.ts', text), tests] };
}

describe('the scorecard', () => {
  it('is met by a clean project, on every line', () => {
    expect(missed({})).toEqual([]);
    expect(createScorecardRows(CLEAN)).toHaveLength(13);
  });

  it.each([
    ['type any', 'export let a: any;'],
    ['non-null claims (!)', 'a!.b();'],
    ['plain throw new Error', 'throw new Error("a");'],
    ['empty catch', 'try { a(); } catch {}'],
    ['export *', "export * from './b.js';"],
    ['runtime import cycles', "import './a.js';"],
    ['functions over 100 lines', `function f() {\n${'a();\n'.repeat(100)}}`],
    ['lines of a file, p90', 'a();\n'.repeat(251)],
  ])('misses "%s" and says where', (name, text) => {
    const [row, ...others] = missed(withText(text));
    expect(others).toEqual([]);
    expect(row?.name).toBe(name);
    expect(row?.places[0]).toContain('packages/a/src/a.ts');
  });

  it('holds claims of tests to the same rule, but lets them throw and swallow', () => {
    const test = 'a!; try { c(); } catch {} throw new Error("d");';
    const files = [...CLEAN.files, createSourceFile('packages/a/src/b.test.ts', test)];
    expect(missed({ files }).map((row) => row.name)).toEqual(['non-null claims (!)']);
  });

  it('misses a public declaration without a comment', () => {
    const documentation = { total: 2000, undocumented: ['a.ts:1 a'] };
    expect(missed({ documentation })[0]).toMatchObject({ value: 99.9, places: ['a.ts:1 a'] });
  });

  it('misses documentation of nothing at all, because then nothing was seen', () => {
    expect(missed({ documentation: { total: 0, undocumented: [] } })).toHaveLength(1);
  });

  it('misses duplicates over one per cent, and a look at no file', () => {
    expect(missed({ duplication: { percent: 1.1, clones: ['x'], fileCount: 9 } })[0]?.places).toEqual(['x']);
    expect(missed({ duplication: { percent: 0, clones: [], fileCount: 0 } })).toHaveLength(1);
  });

  it('misses tests that are shorter than what they test', () => {
    const files = [
      createSourceFile('bench/src/a.ts', 'a();\nb();\n'),
      createSourceFile('bench/src/a.test.ts', 'a();\n'),
    ];
    expect(missed({ files })[0]).toMatchObject({ name: 'test lines', value: 1, goal: '>= 2 source lines' });
  });

  it('misses a project in which it sees no file', () => {
    expect(missed({ files: [] }).map((row) => row.name)).toContain('source files seen');
  });

  it('misses a second HTTP client', () => {
    const client = "await fetch('/v1/memories');";
    const files = [
      ...CLEAN.files,
      createSourceFile('packages/sdk-js/src/a.ts', client),
      createSourceFile('packages/cli/src/a.ts', client),
      createSourceFile('packages/cli/src/a.test.ts', 'x\n'.repeat(10)),
    ];
    expect(missed({ files })[0]?.places).toEqual(['packages/sdk-js', 'packages/cli']);
  });
});
