import { describe, expect, it } from 'vitest';
import { toProgramTarget, toReason } from './postgres-programs.js';

describe('the password of a database', () => {
  it.each([
    ['as it is', 'plain', 'plain'],
    ['percent-encoded', 's%40cr%3Aet%2F%25', 's@cr:et/%'],
    ['of letters beyond ASCII', 'gr%C3%BC%C3%9Fe', 'grüße'],
    ['with an @ that nobody encoded', 'a@b', 'a@b'],
    ['with a plus, which is no space there', 'a+b', 'a+b'],
  ])('leaves the address for the environment: %s', (_, written, meant) => {
    const { url, environment } = toProgramTarget(`postgres://me:${written}@db.test:5432/memory`, {});
    expect(url).toBe('postgres://me@db.test:5432/memory');
    expect(environment['PGPASSWORD']).toBe(meant);
  });

  it('leaves the query too, which wins over the one before the host', () => {
    const target = toProgramTarget('postgres://me:first@db.test/memory?password=sec%26ond&sslmode=require', {});
    expect(target.url).toBe('postgres://me@db.test/memory?sslmode=require');
    expect(target.environment['PGPASSWORD']).toBe('sec&ond');
  });

  it('replaces that of the process only where the address has one', () => {
    const given = { PGPASSWORD: 'of the process' };
    expect(toProgramTarget('postgres://me@db.test/memory', given).environment['PGPASSWORD']).toBe('of the process');
    expect(toProgramTarget('postgres://me:own@db.test/memory', given).environment['PGPASSWORD']).toBe('own');
    expect(toProgramTarget('postgres://me@db.test/memory', {}).environment).not.toHaveProperty('PGPASSWORD');
  });
});

describe('the address for a program', () => {
  it.each([
    ['the encoding of user and database', 'postgres://u%40x@db.test/my%20db'],
    ['an IPv6 host with its port', 'postgres://me@[::1]:6432/memory'],
    ['two hosts', 'postgres://me@one.test,two.test/memory'],
    ['the other name of the protocol', 'postgresql://me@db.test/memory'],
    ['a mode that PostgreSQL knows', 'postgres://me@db.test/memory?sslmode=verify-full'],
    ['its time limit', 'postgres://me@db.test/memory?connect_timeout=3'],
  ])('keeps %s', (_, url) => {
    expect(toProgramTarget(url, {}).url).toBe(url);
  });

  it('keeps the directory of a socket, of which no host is made', () => {
    const target = new URL(toProgramTarget('postgres:///memory?host=/run/postgresql&port=5433', {}).url);
    expect([target.host, target.pathname]).toEqual(['', '/memory']);
    expect([...target.searchParams]).toEqual([
      ['host', '/run/postgresql'],
      ['port', '5433'],
    ]);
  });

  it('loses what only the driver of Node knows, however often it is there', () => {
    const query = 'uselibpqcompat=true&application_name=a&connect_timeout=3&application_name=b';
    expect(toProgramTarget(`postgres://db.test/memory?${query}`, {}).url).toBe(
      'postgres://db.test/memory?connect_timeout=3',
    );
  });

  it('asks for encryption without proof where the driver was told to check nothing', () => {
    expect(toProgramTarget('postgres://db.test/memory?sslmode=no-verify', {}).url).toBe(
      'postgres://db.test/memory?sslmode=require',
    );
  });
});

it('hands on the environment of the process under a name of our own, and changes nothing of it', () => {
  const given = Object.freeze({ PATH: '/usr/bin', PGAPPNAME: 'theirs', PGSSLROOTCERT: '/etc/ca.pem' });
  expect(toProgramTarget('postgres://me:x@db.test/memory', given).environment).toEqual({
    PATH: '/usr/bin',
    PGAPPNAME: 'memory-api tool',
    PGSSLROOTCERT: '/etc/ca.pem',
    PGPASSWORD: 'x',
  });
});

it.each([
  ['the first error, behind warnings', 'pg_dump: warning: old\npg_dump: error: no such table.\n', 'no such table'],
  ['an error of the server without its file and line', 'psql:x.sql:7: ERROR:  syntax error', 'syntax error'],
  [
    'what ended a connection',
    'psql: hint: wait\nFATAL:  the database system is starting up',
    'the database system is starting up',
  ],
  ['only the first of two errors', 'error: one\nerror: two', 'one'],
  ['the first line where none is called an error', '\n  \nKilled.\nmore', 'Killed'],
  ['a word that only ends like one as it is', 'terror: of files', 'terror: of files'],
  ['that there was nothing', ' \n\n', 'it said nothing'],
])('gives as the reason %s', (_, stderr, reason) => {
  expect(toReason(stderr)).toBe(reason);
});

it('keeps a blank in an option as the programs of PostgreSQL read it', () => {
  const { url } = toProgramTarget('postgres://me@db/x?options=-c%20geqo%3Doff', {});
  expect(url).toBe('postgres://me@db/x?options=-c%20geqo%3Doff');
});
