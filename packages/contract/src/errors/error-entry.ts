/** What the registry says of one error code. */
export interface ErrorEntry {
  /** HTTP status of the answer. */
  readonly status: number;
  /** The error in one line, without a full stop. The default `message` of an answer is made of it. */
  readonly title: string;
  /** When it comes, and what has and hasn't happened. Markdown without links or blocks. */
  readonly meaning: string;
  /** What the caller does now. Markdown without links or blocks. */
  readonly whatToDo: string;
  /** Whether the very same request can succeed later, without a change by the caller. */
  readonly retryable: boolean;
}
