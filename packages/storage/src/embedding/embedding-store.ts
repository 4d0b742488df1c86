import type { Tenant } from '../tenant.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** A model that makes vectors. Those of two models can't be compared. */
export type EmbeddingModel = {
  /** As this store counts its models, from 1. */
  readonly number: number;
  /** The embedder's own name for it. */
  readonly name: string;
  /** Values in one vector. */
  readonly dimensions: number;
};

/** The vectors of one text by one model. */
export type ModelVectors = {
  /** Which made them. */
  readonly model: EmbeddingModel;
  /** One or more int8 vectors end to end, k × dimensions bytes. */
  readonly values: Uint8Array | Int8Array;
};

/** The models of a namespace, by their numbers. */
export type NamespaceModels = {
  /** The one whose vectors queries compare. */
  readonly model: number;
  /** The one that it changes to; the same as `model` while it is looked through for what is missing; null: neither. */
  readonly nextModel: number | null;
};

/** A namespace that is brought to a model. */
export type EmbeddingChange = {
  /** Whose. */
  readonly tenant: Tenant;
  /** Its name. */
  readonly namespace: string;
  /** What it is brought to. */
  readonly model: EmbeddingModel;
  /** A name for whoever does it, no other's. */
  readonly lease: string;
};

/** Until when nobody else may work on a change. Epoch milliseconds. */
export type LeaseTime = {
  /** The present. */
  readonly nowMs: number;
  /** When the lease ends unless it is renewed. */
  readonly untilMs: number;
};

/** A memory that lacks vectors of a model. */
export type UnembeddedMemory = {
  /** Its id. */
  readonly id: string;
  /** The version that has the text. */
  readonly version: number;
  /** What to embed. */
  readonly text: string;
};

/** A piece of a namespace, in the order of its revisions. */
export type UnembeddedPage = {
  /** What lacks vectors in it. */
  readonly memories: readonly UnembeddedMemory[];
  /** How many live memories in it lack none. */
  readonly embedded: number;
  /** The last revision of the piece: where the next one begins. */
  readonly upTo: number;
  /** Whether there is another piece. */
  readonly more: boolean;
};

/** How far a store has come to one model. */
export type EmbeddingProgress = {
  /** Live memories of the store. */
  readonly memories: number;
  /** Those in namespaces that are not done. */
  readonly memoriesLeft: number;
  /** Namespaces that are not done. */
  readonly namespacesLeft: number;
};

/**
 * Which model made the vectors of what. A namespace holds vectors of one model for queries, and is changed to another in
 * small transactions: `claim`, then `page` and `store` until nothing lacks vectors, then `settle`, which changes it at
 * once, then `tidy` and `release`. Interrupted anywhere, the same steps from the first on finish it, to this model or to
 * another. A step whose lease is lost, or whose namespace is gone, does nothing and says so.
 */
export interface EmbeddingStore {
  /** The number of a model, which it is given where it has none. */
  register(tx: Transaction, model: Omit<EmbeddingModel, 'number'>): Promise<EmbeddingModel>;
  /** Every model that this store has a number for. */
  models(): Promise<readonly EmbeddingModel[]>;
  /** The name of the model that all namespaces are to have; null where none was ever set. */
  target(options?: ReadOptions): Promise<string | null>;
  /** Sets that name. */
  setTarget(tx: Transaction, name: string): Promise<void>;
  /** The models of a namespace; null where there is none. */
  modelsOf(tenant: Tenant, namespace: string): Promise<NamespaceModels | null>;
  /** Namespaces, of any tenant, that are not done with this model and that nobody else than `lease` works on. */
  findUnsettled(
    model: EmbeddingModel,
    options: { readonly lease: string; readonly nowMs: number; readonly limit: number },
  ): Promise<readonly { readonly tenant: Tenant; readonly namespace: string }[]>;
  /** How far the store has come. Reads all namespaces, in pieces. */
  progress(model: EmbeddingModel): Promise<EmbeddingProgress>;
  /** Takes a change on; false where it is done, or somebody else's. */
  claim(tx: Transaction, change: EmbeddingChange, time: LeaseTime): Promise<boolean>;
  /** What lacks vectors of the model, among `limit` memories behind a revision (-1: from the first on). */
  page(change: EmbeddingChange, after: number, limit: number): Promise<UnembeddedPage>;
  /**
   * Keeps vectors of memories whose version is still the same, and renews the lease. In a namespace that has the model
   * already, queries see them at once; in another, not before `settle`. False where the lease is lost.
   */
  store(
    tx: Transaction,
    change: EmbeddingChange,
    embedded: readonly (Omit<UnembeddedMemory, 'text'> & { readonly values: Int8Array })[],
    time: LeaseTime,
  ): Promise<boolean>;
  /**
   * Changes the namespace to the model, unless something behind the revision `after` lacks vectors: then false. Null
   * where the lease is lost.
   */
  settle(tx: Transaction, change: EmbeddingChange, after: number, time: LeaseTime): Promise<boolean | null>;
  /** Puts `limit` rows in order and frees what they hold of other models; null where the lease is lost. */
  tidy(
    tx: Transaction,
    change: EmbeddingChange,
    options: LeaseTime & { readonly after: number; readonly limit: number },
  ): Promise<Omit<UnembeddedPage, 'memories' | 'embedded'> | null>;
  /** Ends a change that is tidied up; false where something behind the revision `after` lacks vectors again. */
  release(tx: Transaction, change: EmbeddingChange, after: number, time: LeaseTime): Promise<boolean | null>;
}
