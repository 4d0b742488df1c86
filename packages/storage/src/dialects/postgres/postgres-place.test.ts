import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { StorageOpenError } from '../../storage-open-error.js';
import { toPlace, withClient } from './postgres-place.js';

describe('the place of a database', () => {
  it.each([
    ['host, port and name', 'postgres://me:hidden@db.test:5432/memory', 'db.test:5432/memory'],
    ['nothing of the query', 'postgres://db.test/memory?user=me&password=hidden&sslmode=require', 'db.test/memory'],
    ['an IPv6 host in its brackets', 'postgres://me:hidden@[::1]:6432/memory', '[::1]:6432/memory'],
    ['the host behind a password with an @', 'postgres://me:hid@den@db.test/memory', 'db.test/memory'],
    ['the host behind a password that is badly encoded', 'postgres://me:%zz@db.test/memory', 'db.test/memory'],
    ['the directory of a socket', 'postgres:///memory?host=/run/pg&password=hidden', '/run/pg/memory'],
    ['the host before the one of the query', 'postgres://db.test/memory?host=other.test', 'db.test/memory'],
    ['only a name where no host is given', 'postgres:///memory', '/memory'],
    ['only a host where no name is given', 'postgresql://me:hidden@db.test', 'db.test'],
    ['the name as it is encoded', 'postgres://db.test/my%20db', 'db.test/my%20db'],
  ])('is %s', (_, url, place) => {
    expect(toPlace(url)).toBe(place);
  });

  it.each(['', 'hidden@db.test/memory', 'postgres://me:hidden@/memory', 'postgres://me:hidden@db:99999/memory'])(
    'tells nothing of what is no URL: %j',
    (url) => {
      expect(toPlace(url)).toMatch(/^the database$/);
    },
  );
});

/** A server that says one thing to whoever comes, or hangs up where it has nothing to say. */
async function withServer(answer: Buffer | null, run: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => (answer === null ? socket.end() : socket.end(answer)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await run(`postgres://someone:hidden@127.0.0.1:${(server.address() as AddressInfo).port}/memory`);
  } finally {
    server.close();
  }
}

/** PostgreSQL's message that it refuses a connection. */
function toRefusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

async function failToOpen(url: string): Promise<StorageOpenError> {
  const error: unknown = await withClient(url, async () => null).catch((cause: unknown) => cause);
  if (!(error instanceof StorageOpenError)) throw new Error('It was opened, or failed otherwise', { cause: error });
  return error;
}

describe('a database that gives no connection', () => {
  it('is unreachable where nobody listens, and is told without user and password', async () => {
    let url = '';
    await withServer(null, async (used) => void (url = used));
    const error = await failToOpen(url);
    expect([error.code, error.place]).toEqual(['DATABASE_UNREACHABLE', new URL(url).host + '/memory']);
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).not.toMatch(/someone|hidden/);
  });

  it('is unreachable where it hangs up before it has said anything', async () => {
    await withServer(null, async (url) => {
      expect(await failToOpen(url)).toMatchObject({ code: 'DATABASE_UNREACHABLE', place: toPlace(url) });
    });
  });

  it.each([
    ['unfit where it knows no such user', '28000', 'role is not there', 'DATABASE_UNFIT'],
    ['unfit where it is not there', '3D000', 'no such database', 'DATABASE_UNFIT'],
    ['unreachable while it starts', '57P03', 'the database system is starting up', 'DATABASE_UNREACHABLE'],
  ])('is %s', async (_, sqlState, words, code) => {
    await withServer(toRefusal(sqlState, words), async (url) => {
      const message = `The database ${toPlace(url)} can't be reached: ${words}.`;
      expect(await failToOpen(url)).toMatchObject({ code, message });
    });
  });
});
