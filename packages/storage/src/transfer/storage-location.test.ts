import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseStorageLocation, toShownLocation } from './storage-location.js';

it('reads a data directory, from where the process is or from the root', () => {
  expect(parseStorageLocation('sqlite:./data')).toEqual({ engine: 'sqlite', dataDir: resolve('data') });
  expect(parseStorageLocation('sqlite:/srv/data')).toEqual({ engine: 'sqlite', dataDir: '/srv/data' });
  expect(parseStorageLocation('sqlite:///srv/data')).toEqual({ engine: 'sqlite', dataDir: '/srv/data' });
});

it('reads a database under both names of its protocol, and shows it without its user', () => {
  for (const protocol of ['postgres', 'postgresql']) {
    const location = parseStorageLocation(`${protocol}://me:secret@db.test:5432/memory?sslmode=require`);
    expect(location.engine).toBe('postgres');
    expect(toShownLocation(location)).toBe('db.test:5432/memory');
  }
});

it('refuses anything else, without repeating what may hold a password', () => {
  for (const text of ['', 'sqlite:', './data', 'mysql://me:secret@db/x', 'postgres:secret', 'postgres://']) {
    expect(() => parseStorageLocation(text)).toThrow(/^A place is sqlite:DATA_DIR or postgres:/);
  }
});
