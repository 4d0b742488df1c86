import { ApiError } from '@memory-api/contract';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import {
  isConflict,
  isContention,
  isLostConnection,
  isSilence,
  postgresCodeOf,
  toStorageError,
} from './postgres-failure.js';

const MESSAGE = 'of the engine';

function databaseError(code: string, constraint?: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(MESSAGE, MESSAGE.length, 'error'), { code, constraint });
}

function nodeError(code: string): Error {
  return Object.assign(new Error(MESSAGE), { code });
}

describe('what PostgreSQL and the way to it say of a failure', () => {
  it.each([
    ['a lost connection', '08006'],
    ['a full disk', '53100'],
    ['no memory', '53200'],
    ['no free connection', '53300'],
    ['a statement that took too long', '57014'],
    ['a server that shuts down', '57P01'],
    ['a server that crashed', '57P02'],
    ['a server that starts', '57P03'],
    ['a connection that was idle for too long', '57P05'],
    ['a transaction that was idle for too long', '25P03'],
    ['a lock that was not had in time', '55P03'],
    ['an input or output error', '58030'],
    ['a copy that takes no writes', '25006'],
    ['a serialization failure', '40001'],
    ['a deadlock', '40P01'],
  ])('takes %s (%s) for something that passes, and tells the caller nothing of it', (_what, code) => {
    const cause = databaseError(code);
    const error = toStorageError(cause);
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', status: 503, headers: { 'retry-after': '1' }, cause });
    expect(error).toHaveProperty('message', expect.not.stringContaining(MESSAGE));
  });

  it('tells a pooler that has no server from a statement of ours that breaks the protocol: both are 08P01', () => {
    const ofPooler = Object.assign(databaseError('08P01'), { severity: 'FATAL' });
    const ofOurs = Object.assign(databaseError('08P01'), { severity: 'ERROR' });
    expect([isLostConnection(ofPooler), isLostConnection(ofOurs)]).toEqual([true, false]);
    expect(toStorageError(ofPooler)).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    // It would fail every time: it is a fault of ours, and no reason to come back.
    expect(toStorageError(ofOurs)).toBe(ofOurs);
  });

  it('knows who only gave way to others from a database in trouble', () => {
    for (const code of ['40001', '40P01', '55P03', '57014']) expect(isContention(databaseError(code)), code).toBe(true);
    for (const code of ['53100', '57P01', '58030', '08006'])
      expect(isContention(databaseError(code)), code).toBe(false);
    expect(isContention(nodeError('ECONNRESET'))).toBe(false);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])(
    'takes %s for a lost connection',
    (code) => {
      expect(isLostConnection(nodeError(code))).toBe(true);
      // Of a name with more than one address, each is tried.
      expect(isLostConnection(new AggregateError([nodeError('EACCES'), nodeError(code)]))).toBe(true);
      expect(toStorageError(nodeError(code))).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    },
  );

  it.each([
    ['Connection terminated unexpectedly', false],
    ['Client has encountered a connection error and is not queryable', false],
    ['Client was closed and is not queryable', false],
    ['Query read timeout', true],
    ['timeout exceeded when trying to connect', true],
    ['timeout expired', true],
    ['Connection terminated due to connection timeout', true],
  ])('takes %j for a lost connection, and knows which have waited in vain', (message, hasWaited) => {
    const error = new Error(message);
    expect([isLostConnection(error), isSilence(error)]).toEqual([true, hasWaited]);
    expect(toStorageError(error)).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it.each(['08000', '08006', '57P01', '57P02', '57P03', '57P04', '57P05', '25P03'])(
    'knows of %s that the connection serves nobody again',
    (code) => {
      expect(isLostConnection(databaseError(code))).toBe(true);
    },
  );

  it.each(['57014', '55P03', '53100', '25006', '40001', '40P01', '23505', '25P02'])(
    'keeps the connection after %s',
    (code) => {
      expect(isLostConnection(databaseError(code))).toBe(false);
    },
  );

  it.each(['23505', '23502', '42601', '42501', '22021', '28P01', 'XX000'])(
    'takes %s for what no repetition mends',
    (code) => {
      const error = databaseError(code);
      expect(toStorageError(error)).toBe(error);
      expect(isConflict(error)).toBe(false);
    },
  );

  it('knows what another writer has undone', () => {
    expect(['40001', '40P01'].map((code) => isConflict(databaseError(code)))).toEqual([true, true]);
    expect(isConflict(databaseError('23505', 'memory_versions_pkey'))).toBe(true);
    expect(isConflict(databaseError('23505', 'memories_live_id'))).toBe(false);
    expect(isConflict(nodeError('40001'))).toBe(false);
  });

  it('tells of an id that two chose at the same moment', () => {
    const cause = databaseError('23505', 'memories_live_id');
    expect(toStorageError(cause)).toMatchObject({ code: 'MEMORY_ID_EXISTS', cause });
  });

  it('leaves errors alone that are not of the engine', () => {
    const errors = [new RangeError('x'), nodeError('ENOENT'), new ApiError({ code: 'MEMORY_NOT_FOUND' }), null, 'text'];
    for (const error of errors) {
      expect(toStorageError(error)).toBe(error);
      expect([isLostConnection(error), isSilence(error), postgresCodeOf(error)]).toEqual([false, false, null]);
    }
  });
});
