import { createHash } from 'node:crypto';
import { ApiError, invariant, MAX_IDEMPOTENCY_KEY_CHARACTERS } from '@memory-api/contract';
import type { IdempotencyRecord, Storage } from '@memory-api/storage';
import { decryptAnswer, encryptAnswer } from './answer-cipher.js';
import { createValidationError } from './error-answer.js';
import type { Caller, HandlerResult } from './request-context.js';
import type { IdempotentRequest, KeepAnswer, RequestScope } from './request-scope.js';

/** A first answer, given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly dataJson: string;
}

/** The request as the fingerprint sees it. `url` is path and query as they were sent. */
export interface FingerprintInput {
  readonly method: string;
  readonly url: string;
  readonly bodyBytes: Buffer | null;
}

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Reads the header. Only its hash goes on: a caller may have put a secret into it.
 *
 * @throws ApiError VALIDATION_ERROR unless it's 1–255 visible ASCII characters, once.
 */
export function parseIdempotencyKey(header: string | string[]): string {
  if (typeof header === 'string' && header.length <= MAX_IDEMPOTENCY_KEY_CHARACTERS && VISIBLE_ASCII.test(header)) {
    return createHash('sha256').update(header).digest('base64url');
  }
  throw createValidationError([
    {
      field: 'Idempotency-Key',
      message: `must be 1 to ${MAX_IDEMPOTENCY_KEY_CHARACTERS} visible ASCII characters, sent once`,
    },
  ]);
}

/**
 * What makes two requests the same: the caller's organization and environment, method, path with
 * query, and the bytes of the body. Each part is preceded by its length, so that none can spill
 * into the next.
 */
export function toFingerprint({ tenant }: Caller, request: FingerprintInput): string {
  const hash = createHash('sha256');
  for (const part of [tenant.orgId, tenant.environment, request.method, request.url]) {
    hash.update(`${Buffer.byteLength(part)}:${part}`);
  }
  if (request.bodyBytes !== null) hash.update(request.bodyBytes);
  return hash.digest('base64url');
}

/** Requests under an idempotency key, of this process and of the store. */
export interface Idempotency {
  /**
   * Looks for the first answer. Null: there is none, the request is to be done.
   *
   * @throws ApiError IDEMPOTENCY_KEY_REUSED or IDEMPOTENCY_IN_PROGRESS
   */
  findAnswer(scope: RequestScope, request: IdempotentRequest): Promise<KeptAnswer | null>;
  /** Marks the request as under way while `work` runs; a second one meanwhile is refused. */
  runAlone<T>(scope: RequestScope, request: IdempotentRequest, work: () => Promise<T>): Promise<T>;
}

/** Makes the part of the pipeline that keeps a repeated request from having a second effect. */
export function createIdempotency({ storage }: { readonly storage: Pick<Storage, 'idempotency'> }): Idempotency {
  const underWay = new Map<string, string>();

  function refuseUnderWay(caller: Caller, request: IdempotentRequest): void {
    const fingerprint = underWay.get(toSlot(caller, request));
    if (fingerprint === undefined) return;
    throw fingerprint === request.fingerprint
      ? new ApiError({ code: 'IDEMPOTENCY_IN_PROGRESS', headers: { 'retry-after': '1' } })
      : new ApiError({ code: 'IDEMPOTENCY_KEY_REUSED' });
  }

  return {
    async findAnswer(scope, request) {
      const caller = callerOf(scope);
      refuseUnderWay(caller, request);
      const record = await storage.idempotency.find(caller.tenant, request.keyHash, scope.nowMs);
      if (record === null) return null;
      const answer = toKeptAnswer(record, caller, scope.credential, request);
      scope.isIdempotencyKeyTaken = answer === null;
      return answer;
    },
    async runAlone(scope, request, work) {
      const caller = callerOf(scope);
      refuseUnderWay(caller, request);
      const slot = toSlot(caller, request);
      underWay.set(slot, request.fingerprint);
      try {
        return await work();
      } finally {
        underWay.delete(slot);
      }
    },
  };
}

const TAKEN = 'This Idempotency-Key was used with an API key that reaches more namespaces than this one.';

/** Makes the write that keeps an answer in the transaction of its effect. */
export function createKeepAnswer({ storage }: { readonly storage: Pick<Storage, 'idempotency'> }): KeepAnswer {
  return async (transaction, scope, result) => {
    const caller = callerOf(scope);
    const { idempotent, credential, operation } = scope;
    invariant(idempotent !== null && operation !== null, 'only an operation keeps its answer');
    if (scope.isIdempotencyKeyTaken) throw new ApiError({ code: 'IDEMPOTENCY_KEY_REUSED', message: TAKEN });
    const json = JSON.stringify(result.data);
    scope.keptJson = { data: result.data, json };
    const isEncrypted = result.secret === true;
    const text = JSON.stringify({ namespaces: namespacesOf(caller, result), json });
    await storage.idempotency.save(transaction, caller.tenant, {
      key: idempotent.keyHash,
      fingerprint: idempotent.fingerprint,
      status: result.status ?? operation.definition.response.status,
      headers: result.headers ?? {},
      body: isEncrypted ? encryptAnswer(text, credential, idempotent.fingerprint) : text,
      isEncrypted,
      keyId: caller.key.id,
      createdAtMs: scope.nowMs,
    });
  };
}

/** The namespaces that a key must reach to be given this answer again; null: all of them. */
function namespacesOf(caller: Caller, result: HandlerResult<unknown>): readonly string[] | null {
  return result.namespace === undefined ? caller.namespaces : [result.namespace];
}

function toKeptAnswer(
  record: IdempotencyRecord,
  caller: Caller,
  credential: string,
  request: IdempotentRequest,
): KeptAnswer | null {
  if (record.fingerprint !== request.fingerprint) {
    throw new ApiError({ code: 'IDEMPOTENCY_KEY_REUSED' });
  }
  const text = record.isEncrypted ? decryptAnswer(record.body, credential, record.fingerprint) : record.body;
  // Made with another key: that one alone can read the answer, and a second effect is no way out.
  if (text === null) {
    throw new ApiError({
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: 'This Idempotency-Key was used with another API key, which alone can be shown the answer.',
    });
  }
  const { namespaces, json } = parseKept(text);
  // Not for this key's eyes: the request goes on, and is answered as one about a missing memory.
  if (!mayTouch(caller, namespaces)) return null;
  return { status: record.status, headers: record.headers, dataJson: json };
}

function mayTouch(caller: Caller, namespaces: readonly string[] | null): boolean {
  if (caller.namespaces === null) return true;
  const reach = new Set(caller.namespaces);
  return namespaces !== null && namespaces.every((namespace) => reach.has(namespace));
}

interface Kept {
  readonly namespaces: readonly string[] | null;
  readonly json: string;
}

function parseKept(text: string): Kept {
  const kept: unknown = JSON.parse(text);
  invariant(isKept(kept), 'a kept answer is what keepAnswer wrote');
  return kept;
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'namespaces' in value && 'json' in value;
}

function toSlot({ tenant }: Caller, request: IdempotentRequest): string {
  return `${tenant.orgId}/${tenant.environment}/${request.keyHash}`;
}

function callerOf(scope: RequestScope): Caller {
  invariant(scope.caller !== null, 'an idempotent operation needs a key');
  return scope.caller;
}
