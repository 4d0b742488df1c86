/** No vectors can be had now: the model is starting, overloaded, closed or lost, or its endpoint refuses. */
export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
  /** The code of the API's error registry. */
  readonly code = 'EMBEDDER_UNAVAILABLE';
  /** Whether the same call may succeed later with nobody changing anything. */
  readonly retryable: boolean;

  constructor(message: string, options: { readonly retryable: boolean; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryable = options.retryable;
  }
}

/** Whether a caught value is an {@link EmbedderError}. */
export function isEmbedderError(error: unknown): error is EmbedderError {
  return error instanceof EmbedderError;
}
