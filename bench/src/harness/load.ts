/** What the load generator is asked to do: one request, sent again and again. */
export interface LoadSpec {
  readonly port: number;
  /** The request as it goes over the wire, headers and body. */
  readonly request: string;
  readonly connections: number;
  readonly seconds: number;
  /**
   * Requests a second over all connections, whatever the answers take; a latency counts from the moment at which its
   * request was due, so that a server that stands still is charged for everyone it kept waiting. Absent: each
   * connection sends the next request when it has its answer.
   */
  readonly ratePerSecond?: number;
}

/** What came of it. Latencies in milliseconds. */
export interface LoadResult {
  readonly requests: number;
  /** Answers that weren't 2xx, and connections that broke. */
  readonly failures: number;
  readonly requestsPerSecond: number;
  readonly latenciesMs: readonly number[];
  /** When each of them ended, epoch milliseconds. */
  readonly endedAtMs: readonly number[];
}

/** The bytes of a request without a body. */
export function toRequestBytes(path: string, key: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n\r\n`;
}

/** A stretch of time, in epoch milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Runs `work` and tells when. */
export async function timeSpan(work: () => Promise<void>): Promise<Span> {
  const fromMs = performance.timeOrigin + performance.now();
  await work();
  return { fromMs, toMs: performance.timeOrigin + performance.now() };
}

/** The latencies of a load whose requests were under way within a span. */
export function withinSpan({ latenciesMs, endedAtMs }: LoadResult, { fromMs, toMs }: Span): number[] {
  return latenciesMs.filter((latencyMs, place) => {
    const endedMs = endedAtMs[place] ?? 0;
    return endedMs >= fromMs && endedMs - latencyMs <= toMs;
  });
}
