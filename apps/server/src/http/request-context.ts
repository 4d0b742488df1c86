import type { ApiKeyRecord, NamespaceScope, Organization, Tenant, Transaction } from '@memory-api/storage';
import type { Plan } from '../plans/plan.js';

/** Who sent the request: made by authentication, from the key and its organization. */
export interface Caller {
  readonly key: ApiKeyRecord;
  readonly organization: Organization;
  /** What the organization may use at present: its plan, as a trial leaves it. */
  readonly plan: Plan;
  readonly tenant: Tenant;
  /** The namespaces the key is held to; null means all. A parameter of every store call. */
  readonly namespaces: NamespaceScope;
}

/** What a request used; handlers add to it, it is written into the ledger, and leaves as `meta.usage`. */
export interface RequestUsage {
  /** What the embedder's tokenizer counts of the texts it was given, and a language model of its prompt. */
  tokensInput: number;
  /** What a language model says it wrote. */
  tokensOutput: number;
  memoriesRead: number;
  /** Created, changed and deleted ones. */
  memoriesWritten: number;
  /** Texts and questions that were embedded, each once, however long. */
  embeddings: number;
  /** Calls of models of any kind. */
  modelCalls: number;
  /** Of `tokensInput`, those that a language model was given. */
  modelTokensInput: number;
}

/** The pages of a list, as the envelope shows them beside `data`. */
export interface Pagination {
  readonly total: number;
  /** Which page was asked for, from 1; null when it was asked for by cursor. */
  readonly page: number | null;
  readonly perPage: number;
  readonly nextCursor: string | null;
}

/** What a handler answers. `data` is in the shape of the wire. */
export interface HandlerResult<Data> {
  readonly data: Data;
  /** HTTP status; the operation's own when absent. */
  readonly status?: number;
  /** Headers of this answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly pagination?: Pagination;
  /** `false` when nothing was changed: such an answer isn't kept under an idempotency key. */
  readonly effect?: boolean;
  /**
   * The namespace that the effect lay in. The answer is replayed only to a key that may touch
   * it; when left out, only to one that may touch all that the first key could.
   */
  readonly namespace?: string;
  /** The answer holds an API key: never cached, and encrypted where it's kept for a replay. */
  readonly secret?: boolean;
}

/** What the steps of the pipeline know of a request, and what every handler is given. */
export interface RequestContext {
  readonly requestId: string;
  /** The one reading of the clock that the whole request goes by, epoch milliseconds. */
  readonly nowMs: number;
  /** Null on open routes. */
  readonly caller: Caller | null;
  /** The address of the caller; a proxy's word counts only where it is trusted. */
  readonly ip: string;
  /** Where the caller reaches this server, such as `http://127.0.0.1:8080`; may be empty. */
  readonly baseUrl: string;
  /** The bytes of the body as they came, for signatures; null where there was none. */
  readonly bodyBytes: Buffer | null;
  /** Aborted when the caller goes away. For reads: a write that has begun is finished. */
  readonly signal: AbortSignal;
  readonly usage: RequestUsage;
  /**
   * Runs `body` in one durable transaction that takes the idempotency record of the request
   * with it, and resolves after the commit. `body` awaits nothing but the stores: whatever
   * else a write needs (an embedding) comes before. Once a request.
   */
  write<Data>(body: (transaction: Transaction) => Promise<HandlerResult<Data>>): Promise<HandlerResult<Data>>;
}

/** The context of a route that needs a key. */
export interface AuthenticatedContext extends RequestContext {
  readonly caller: Caller;
}
