import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { migrations } from './migrations.js';

/** SHA-256 of every step as it was released. A step is never edited: a change is a new step. */
const RELEASED: Readonly<Record<string, string>> = {
  '1 foundation': '9c2a713a8be7bfef64bd19bbdad2e24bbc353c1c53cac5d20b9c3f3cb3cb43c3',
};

it('has edited no step of the schema since it was released', () => {
  const hashes = migrations.map(({ number, name, sql }) => [
    `${number} ${name}`,
    createHash('sha256').update(sql).digest('hex'),
  ]);
  expect(Object.fromEntries(hashes)).toEqual(RELEASED);
});

it('numbers the steps from 1 on, without a gap', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, i) => i + 1));
});
