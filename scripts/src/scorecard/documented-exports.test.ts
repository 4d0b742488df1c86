import { describe, expect, it } from 'vitest';
import { withTempTree } from '../temp-tree-fixture.js';
import { listEntries, measureDocumentation, type Documentation } from './documented-exports.js';

async function measure(inner: string, entry = "export * from './b.js';"): Promise<Documentation> {
  return withTempTree({ 'packages/a/src/a.ts': entry, 'packages/a/src/b.ts': inner }, (root) =>
    measureDocumentation(root, listEntries(root)),
  );
}

describe('documented exports', () => {
  it('finds an exported function without a comment, through a re-export', async () => {
    const { total, undocumented } = await measure(
      '/** Adds. */\nexport function add(): number { return 1; }\nexport function sub(): number { return 2; }\n',
      "export { add, sub } from './b.js';",
    );
    expect(total).toBe(2);
    expect(undocumented).toEqual(['packages/a/src/b.ts:3 sub']);
  });

  it('looks at the members of interfaces, type literals, intersections and wrapped literals', async () => {
    const { undocumented } = await measure(`
      /** One. */
      export interface One {
        /** yes */
        a: string;
        b(): void;
      }
      /** Two. */
      export type Two = {
        /** yes */
        c: string;
      } & { d: number };
      /** Three. */
      export type Three = Readonly<{ e: string }>;
    `);
    expect(undocumented.map((line) => line.split(' ')[1])).toEqual(['One.b', 'Two.d', 'Three.e']);
  });

  it('lets the comment of a union speak for its variants', async () => {
    const { total, undocumented } = await measure(`
      /** A circle by its radius, or a square by its side; lengths in millimetres. */
      export type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number };
    `);
    expect({ total, undocumented }).toEqual({ total: 1, undocumented: [] });
  });

  it('looks at public members of a class, and leaves private and overriding ones alone', async () => {
    const { undocumented } = await measure(`
      /** A thing. */
      export class Thing extends Error {
        override name = 'Thing';
        #hidden = 1;
        private alsoHidden = this.#hidden;
        /** Shows. */
        shown(): number { return this.alsoHidden; }
        bare(): void {}
      }
    `);
    expect(undocumented.map((line) => line.split(' ')[1])).toEqual(['Thing.bare']);
  });

  it('counts constants and leaves what is not exported alone', async () => {
    const { total, undocumented } = await measure(
      '/** Two. */\nexport const two = 2;\nconst three = 3;\nvoid three;\n',
    );
    expect({ total, undocumented }).toEqual({ total: 1, undocumented: [] });
  });

  it('takes an empty comment for none', async () => {
    const { undocumented } = await measure('/** */\nexport const two = 2;\n');
    expect(undocumented).toHaveLength(1);
  });
});
