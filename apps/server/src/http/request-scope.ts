import { invariant, type Operation, type OperationId } from '@memory-api/contract';
import type { Storage, Transaction } from '@memory-api/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toBaseUrl } from './base-url.js';
import type { LimitedRequest } from './limits.js';
import type { Metering } from './metering.js';
import type { Caller, HandlerResult, RequestContext, RequestUsage } from './request-context.js';

/** The answer of a write, kept with its effect. Throws where another answer came first. */
export type KeepAnswer = (
  transaction: Transaction,
  scope: RequestScope,
  result: HandlerResult<unknown>,
) => Promise<void>;

/** What a request's `Idempotency-Key` came to. */
export interface IdempotentRequest {
  /** SHA-256 of the key as it was sent: callers put secrets into headers by mistake. */
  readonly keyHash: string;
  readonly fingerprint: string;
}

/** How a request reaches what the whole process shares. */
export interface ScopeParts {
  readonly storage: Pick<Storage, 'write'>;
  readonly keepAnswer: KeepAnswer;
  readonly metering: Pick<Metering, 'keep'>;
}

/**
 * The context of one request, from its first byte to its answer. A class, so that thousands a
 * second share their methods, and what most requests don't need is made when it's asked for.
 */
export class RequestScope implements RequestContext {
  readonly requestId: string;
  readonly clientRequestId: string | null;
  readonly nowMs: number;
  readonly ip: string;
  readonly usage: RequestUsage = {
    tokensInput: 0,
    tokensOutput: 0,
    memoriesRead: 0,
    memoriesWritten: 0,
    embeddings: 0,
    modelCalls: 0,
    modelTokensInput: 0,
  };
  /** When it began by the clock that only goes on, as `performance.now()` tells it. */
  readonly startedAtMs = performance.now();
  /** What the route is, once one has been found. */
  operation: { readonly id: OperationId; readonly definition: Operation } | null = null;
  caller: Caller | null = null;
  /** What the limits of its plan know of it; null: it has not come so far, or there is no limit. */
  limited: LimitedRequest | null = null;
  /** The caller's key in full: the answer that holds a new key is encrypted with it. */
  credential = '';
  /** The bytes of the body, for the fingerprint of an idempotent request. */
  bodyBytes: Buffer | null = null;
  idempotent: IdempotentRequest | null = null;
  /** Its idempotency key holds an answer that this caller may not see: no second one can be kept under it. */
  isIdempotencyKeyTaken = false;
  /** The code of the error that was answered, for log and metrics. */
  errorCode: string | null = null;
  /** It was refused as a repetition of another request under its idempotency key: free, as a replay is. */
  isRepetition = false;
  /** Its row is in the ledger: that of a write came with its transaction. */
  isMetered = false;
  /** `data` as JSON, where it had to be written before the answer. */
  keptJson: { readonly data: unknown; readonly json: string } | null = null;
  readonly #request: Pick<FastifyRequest, 'protocol' | 'host'>;
  readonly #response: FastifyReply['raw'];
  readonly #parts: ScopeParts;
  #abort: AbortController | null = null;
  #hasWritten = false;

  constructor(init: {
    readonly requestId: string;
    readonly clientRequestId: string | null;
    readonly nowMs: number;
    readonly ip: string;
    readonly request: Pick<FastifyRequest, 'protocol' | 'host'>;
    readonly response: FastifyReply['raw'];
    readonly parts: ScopeParts;
  }) {
    this.requestId = init.requestId;
    this.clientRequestId = init.clientRequestId;
    this.nowMs = init.nowMs;
    this.ip = init.ip;
    this.#request = init.request;
    this.#response = init.response;
    this.#parts = init.parts;
  }

  get baseUrl(): string {
    return toBaseUrl(this.#request);
  }

  get signal(): AbortSignal {
    if (this.#abort === null) {
      const abort = new AbortController();
      const response = this.#response;
      this.#abort = abort;
      // 'close' comes after a finished answer, too: only then is there nobody left to wait.
      response.once('close', () => {
        if (!response.writableFinished) abort.abort();
      });
    }
    return this.#abort.signal;
  }

  async write<Data>(body: (transaction: Transaction) => Promise<HandlerResult<Data>>): Promise<HandlerResult<Data>> {
    invariant(!this.#hasWritten, 'a request writes once: its answer is kept with its effect');
    this.#hasWritten = true;
    const usedBefore = { ...this.usage };
    // A body that met another writer is run again, and one that failed has done nothing.
    const undoUsage = (): void => void Object.assign(this.usage, usedBefore);
    const work = async (transaction: Transaction): Promise<HandlerResult<Data>> => {
      undoUsage();
      const result = await body(transaction);
      if (this.idempotent !== null && result.effect !== false) {
        await this.#parts.keepAnswer(transaction, this, result);
      }
      const status = result.status ?? this.operation?.definition.response.status;
      if (status !== undefined) await this.#parts.metering.keep(transaction, this, status);
      return result;
    };
    try {
      const written = await this.#parts.storage.write(work, toLane(this.caller));
      this.isMetered = true;
      return written;
    } catch (error) {
      undoUsage();
      throw error;
    }
  }
}

/** Writers of one organization and environment may wait for each other, and for nobody else's sake. */
function toLane(caller: Caller | null): { readonly lane?: string } {
  return caller === null ? {} : { lane: `${caller.tenant.orgId} ${caller.tenant.environment}` };
}
