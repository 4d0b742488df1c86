import { OPERATIONS } from '@memory-api/contract/operations';
import type { Transaction } from '@memory-api/storage';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Metering } from './metering.js';
import type { Caller } from './request-context.js';
import { RequestScope, type KeepAnswer, type ScopeParts } from './request-scope.js';

/** A scope of its own, with the parts that a test looks at. */
function createScope(parts: Partial<ScopeParts> = {}) {
  const kept: unknown[] = [];
  const response = Object.assign(new EventEmitter(), { writableFinished: false });
  const scope = new RequestScope({
    requestId: 'req_1',
    clientRequestId: null,
    nowMs: 0,
    ip: '192.0.2.1',
    request: { protocol: 'http', host: 'localhost:8080' },
    response: response as unknown as ConstructorParameters<typeof RequestScope>[0]['response'],
    parts: {
      storage: { write: async (body) => body({} as Transaction) },
      keepAnswer: async (_transaction, _scope, result) => void kept.push(result),
      metering: { keep: async () => undefined },
      ...parts,
    },
  });
  return { scope, response, kept };
}

describe('RequestScope', () => {
  it('aborts its signal when the caller goes away', () => {
    const { scope, response } = createScope();
    const { signal } = scope;
    expect(signal.aborted).toBe(false);
    response.emit('close');
    expect(signal.aborted).toBe(true);
  });

  it('aborts nothing once the answer is out', () => {
    const { scope, response } = createScope();
    const { signal } = scope;
    response.writableFinished = true;
    response.emit('close');
    expect(signal.aborted).toBe(false);
  });

  it('gives the same signal each time', () => {
    const { scope } = createScope();
    expect(scope.signal).toBe(scope.signal);
  });

  it('keeps the answer of an idempotent write', async () => {
    const { scope, kept } = createScope();
    scope.idempotent = { keyHash: 'hash', fingerprint: 'print' };
    await scope.write(async () => ({ data: 1 }));
    expect(kept).toEqual([{ data: 1 }]);
  });

  it.each([
    ['no idempotency key was sent', null, {}],
    ['nothing had an effect', { keyHash: 'hash', fingerprint: 'print' }, { effect: false }],
  ])('keeps no answer where %s', async (_why, idempotent, result) => {
    const { scope, kept } = createScope();
    scope.idempotent = idempotent;
    await scope.write(async () => ({ data: 1, ...result }));
    expect(kept).toEqual([]);
  });

  it('keeps no answer of a write that failed', async () => {
    const { scope, kept } = createScope();
    scope.idempotent = { keyHash: 'hash', fingerprint: 'print' };
    await expect(scope.write(async () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    expect(kept).toEqual([]);
  });

  it('writes once', async () => {
    const { scope } = createScope();
    await scope.write(async () => ({ data: 1 }));
    await expect(scope.write(async () => ({ data: 2 }))).rejects.toThrow('a request writes once');
  });

  it('knows how its caller reaches the server', () => {
    expect(createScope().scope.baseUrl).toBe('http://localhost:8080');
  });
});

describe('a write of RequestScope', () => {
  type WriteOptions = Parameters<ScopeParts['storage']['write']>[1];

  /** A scope whose store runs each body `runs` times, as it does when writers meet. */
  function createWriter({
    runs = 1,
    keepAnswer = async () => undefined,
    keep = async () => undefined,
  }: {
    runs?: number;
    keepAnswer?: KeepAnswer;
    keep?: Metering['keep'];
  }) {
    const options: WriteOptions[] = [];
    const transactions: Transaction[] = [];
    const write: ScopeParts['storage']['write'] = async (body, option) => {
      options.push(option);
      const attempt = (): ReturnType<typeof body> => {
        const transaction = { number: transactions.length } as unknown as Transaction;
        transactions.push(transaction);
        return body(transaction);
      };
      for (let run = 1; run < runs; run += 1) await attempt();
      return attempt();
    };
    return { scope: createScope({ storage: { write }, keepAnswer, metering: { keep } }).scope, options, transactions };
  }

  async function laneOf(orgId: string, environment: 'live' | 'test'): Promise<string | undefined> {
    const { scope, options } = createWriter({});
    scope.caller = { tenant: { orgId, environment } } as unknown as Caller;
    await scope.write(async () => ({ data: 1 }));
    return options[0]?.lane;
  }

  it('waits in the lane of its organization and environment', async () => {
    expect(await laneOf('org_a', 'live')).toBe('org_a live');
  });

  it('shares its lane with no other organization and no other environment', async () => {
    const lanes = [await laneOf('org_a', 'live'), await laneOf('org_a', 'test'), await laneOf('org_b', 'live')];
    expect(new Set(lanes).size).toBe(3);
  });

  it('has no lane where nobody is known to call', async () => {
    const { scope, options } = createWriter({});
    await scope.write(async () => ({ data: 1 }));
    expect(options).toHaveLength(1);
    expect(options[0] ?? {}).not.toHaveProperty('lane');
  });

  it('counts once what it uses, though its body is run three times', async () => {
    const { scope, transactions } = createWriter({ runs: 3 });
    scope.usage.modelCalls = 2;
    scope.usage.tokensInput = 30;
    await scope.write(async () => {
      scope.usage.memoriesWritten += 5;
      scope.usage.modelCalls += 1;
      return { data: 1 };
    });
    expect(transactions).toHaveLength(3);
    expect(scope.usage).toMatchObject({ tokensInput: 30, memoriesWritten: 5, modelCalls: 3 });
  });

  it('answers what the last run of its body came to', async () => {
    const { scope, transactions } = createWriter({ runs: 2 });
    const answer = await scope.write(async () => ({ data: transactions.length }));
    expect(answer).toEqual({ data: 2 });
  });

  it('keeps its answer in the transaction of its effect, anew for each run', async () => {
    const effects: Transaction[] = [];
    const kept: [Transaction, unknown, unknown][] = [];
    const { scope } = createWriter({
      runs: 2,
      keepAnswer: async (transaction, who, { data }) => void kept.push([transaction, who, data]),
    });
    scope.idempotent = { keyHash: 'hash', fingerprint: 'print' };
    await scope.write(async (transaction) => ({ data: effects.push(transaction) }));
    expect(kept).toHaveLength(2);
    for (const [run, [transaction, who, data]] of kept.entries()) {
      expect(transaction).toBe(effects[run]);
      expect(who).toBe(scope);
      expect(data).toBe(run + 1);
    }
    expect(effects[0]).not.toBe(effects[1]);
  });

  it('has its row in the transaction of its effect, with the status of its answer', async () => {
    const rows: [Transaction, number][] = [];
    const { scope, transactions } = createWriter({ keep: async (tx, _scope, status) => void rows.push([tx, status]) });
    scope.operation = { id: 'createMemory', definition: OPERATIONS.createMemory };
    expect(scope.isMetered).toBe(false);
    await scope.write(async () => ({ data: 1 }));
    expect(rows).toEqual([[transactions[0], 201]]);
    expect(rows[0]?.[0]).toBe(transactions[0]);
    expect(scope.isMetered).toBe(true);
  });

  it('has no row where its effect is undone', async () => {
    const { scope } = createWriter({});
    await expect(scope.write(() => Promise.reject(new TypeError('missing')))).rejects.toThrow('missing');
    expect(scope.isMetered).toBe(false);
  });

  it('fails where another answer came first, so that its effect is undone with it', async () => {
    const { scope } = createWriter({ keepAnswer: () => Promise.reject(new TypeError('taken')) });
    scope.idempotent = { keyHash: 'hash', fingerprint: 'print' };
    await expect(scope.write(async () => ({ data: 1 }))).rejects.toThrow('taken');
  });
});
