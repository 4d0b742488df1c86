import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const SCALAR = '@scalar/fastify-api-reference';

/**
 * Makes a reader of the explorer's script, as its package brings it. It's read and compressed when
 * somebody first opens the page: 3.4 MB would be idle memory otherwise, and loading the package's
 * own plugin a sixth of a second of every start.
 */
export function createExplorerScript(): () => Promise<Buffer> {
  let script: Promise<Buffer> | null = null;
  return () => {
    script ??= readScript();
    return script;
  };
}

async function readScript(): Promise<Buffer> {
  const entry = createRequire(import.meta.url).resolve(SCALAR);
  return promisify(gzip)(await readFile(join(dirname(entry), 'js', 'standalone.js')));
}
