import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Migration } from './migration.js';

/** Holds the steps of an engine's schema to how they were released: `released` has their SHA-256 by number and name. */
export function itKeepsMigrations(migrations: readonly Migration[], released: Readonly<Record<string, string>>): void {
  it('has edited no step of the schema since it was released', () => {
    const hashes = migrations.map(({ number, name, sql }) => [
      `${number} ${name}`,
      createHash('sha256').update(sql).digest('hex'),
    ]);
    expect(Object.fromEntries(hashes)).toEqual(released);
  });

  it('numbers the steps from 1 on, without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, i) => i + 1));
  });
}
