/** What the caller of an {@link Embedder} may add to a call. */
export interface EmbedOptions {
  /** Takes the work out of the queue; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The vectors of one text. */
export interface EmbeddedText {
  /**
   * One vector a window, one after the other: its length is windows × dimensions, and there is at least one window.
   * Each vector fills the range −127…127 by itself, so vectors are to be compared by cosine, never by dot product.
   */
  readonly vectors: Int8Array;
  /** Tokens of the text as the model counts them, each once. An estimate where an endpoint doesn't tell. */
  readonly tokens: number;
}

/** The vector of a question. */
export interface EmbeddedQuestion {
  /** Fills the range −127…127. */
  readonly vector: Int8Array;
  /** Tokens of what was embedded, as the model counts them. An estimate where an endpoint doesn't tell. */
  readonly tokens: number;
}

/** Figures of an {@link Embedder} since it was made, for metrics and health. */
export interface EmbedderStats {
  /** Questions and texts that were handed in and aren't answered yet. */
  readonly queued: number;
  /** Questions and texts that were answered. */
  readonly embedded: number;
  /** Questions and texts that failed; not those that were taken back by a signal. */
  readonly failed: number;
  /** False while the model loads, and after it was lost. */
  readonly ready: boolean;
}

/** Turns text into vectors whose cosine says how near two texts are in meaning. */
export interface Embedder {
  /** Stable name, stored beside the data: vectors of two names can't be compared. */
  readonly model: string;
  /** Length of one vector. */
  readonly dimensions: number;
  /** How many texts work in the background hands in at a time: more would hold up those of requests, or gain nothing. */
  readonly backgroundTexts: number;
  /**
   * The vector of a question. Goes ahead of all texts that wait. A question longer than a window is cut to it.
   *
   * @throws EmbedderError when there is no vector to be had now
   */
  embedQuery(text: string, options?: EmbedOptions): Promise<EmbeddedQuestion>;
  /**
   * The vectors of texts, in their order. A long text is cut into overlapping windows, none of it is left out.
   *
   * @throws EmbedderError when one of them can't be embedded now: all or nothing
   */
  embedTexts(texts: readonly string[], options?: EmbedOptions): Promise<readonly EmbeddedText[]>;
  /** Figures since it was made, for `/metrics` and `/health`. */
  stats(): EmbedderStats;
  /** Ends it for good. What is under way fails with EmbedderError. */
  close(): Promise<void>;
}

/** Where an embedder reports what somebody should know. A pino logger fits. Never gets a text or a key. */
export interface EmbedderLogger {
  /** Something went wrong and was made good, such as a retried request. */
  warn(fields: object, message: string): void;
  /** Somebody must act: there are no vectors to be had. */
  error(fields: object, message: string): void;
}
