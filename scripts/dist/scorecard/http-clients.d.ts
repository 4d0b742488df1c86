import type { SourceFile } from './source-file.js';
/**
 * Packages and applications with an HTTP client of our own API: a file of theirs calls `fetch`, one names a path of it.
 * The server is the other end, the embedder calls somebody else's, and `bench` measures from outside on purpose.
 */
export declare function findHttpClients(sources: readonly SourceFile[]): string[];
//# sourceMappingURL=http-clients.d.ts.map