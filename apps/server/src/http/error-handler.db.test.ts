import { ApiError } from '@memory-api/contract';
import { queryPostgres, readTestServers } from '@memory-api/storage/conformance';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { addErrorHandler } from './error-handler.js';

const ERROR = 50;
const WARN = 40;

/** What a request is answered with that fails so, and at what level that is logged; null for not at all. */
async function fail(error: Error): Promise<{ readonly status: number; readonly level: number | null }> {
  const levels: number[] = [];
  const stream = { write: (line: string) => void levels.push(Number(JSON.parse(line).level)) };
  const app = Fastify({ logger: { level: 'warn', stream } });
  addErrorHandler(app);
  app.get('/', () => Promise.reject(error));
  const { statusCode } = await app.inject('/');
  await app.close();
  return { status: statusCode, level: levels[0] ?? null };
}

const unavailable = (cause?: unknown) => new ApiError({ code: 'STORAGE_UNAVAILABLE', cause });

describe('the log of what fails', () => {
  it('calls somebody where the server or its database is broken', async () => {
    expect(await fail(new TypeError('a mistake of ours'))).toEqual({ status: 500, level: ERROR });
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    expect(await fail(unavailable(full))).toEqual({ status: 503, level: ERROR });
  });

  it('only warns where the request can be sent again and nothing has to be mended', async () => {
    expect(await fail(unavailable())).toEqual({ status: 503, level: WARN });
    expect(await fail(new ApiError({ code: 'EMBEDDER_UNAVAILABLE' }))).toEqual({ status: 503, level: WARN });
  });

  it("says nothing of the caller's faults", async () => {
    expect(await fail(new ApiError({ code: 'MEMORY_NOT_FOUND' }))).toEqual({ status: 404, level: null });
  });

  const servers = readTestServers();
  it.skipIf(servers === null)('only warns where writers of PostgreSQL were in each other’s way', async () => {
    const failed = queryPostgres(servers?.postgres18 ?? '', 'set statement_timeout = 1; select pg_sleep(9)');
    const cause: unknown = await failed.catch((error: unknown) => error);
    expect(cause).toMatchObject({ code: '57014' });
    expect(await fail(unavailable(cause))).toEqual({ status: 503, level: WARN });
  });
});
