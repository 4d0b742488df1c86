import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EvalInputError } from '../qa/eval-input-error.js';
import { buildPeers } from './installed-peers.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'memory-api-installed-'));
  write('bench/peers/package.json', JSON.stringify({ dependencies: { words: '1.2.3' } }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const install = (version: string): void =>
  write('bench/peers/node_modules/words/package.json', JSON.stringify({ version }));

/** Stands where the compiler is, and ends with what it is told to. */
const putCompiler = (code: number): void =>
  write('node_modules/typescript/bin/tsc', `console.log('built ' + process.argv.slice(2)); process.exit(${code})`);

describe('buildPeers', () => {
  it('says how to install peers that are not installed', () => {
    expect(() => buildPeers(root)).toThrow(EvalInputError);
    expect(() => buildPeers(root)).toThrow(
      'words 1.2.3 is not installed in bench/peers: run npm --prefix bench/peers ci',
    );
  });

  it('measures no other version than the one that is pinned', () => {
    install('1.2.4');
    expect(() => buildPeers(root)).toThrow('words 1.2.3 is not installed');
  });

  it('builds the adapters and tells the versions', () => {
    install('1.2.3');
    putCompiler(0);
    expect(buildPeers(root)).toEqual({ file: join(root, 'bench/peers/dist/peers.js'), versions: { words: '1.2.3' } });
  });

  it('shows what the compiler says where they do not build', () => {
    install('1.2.3');
    putCompiler(1);
    expect(() => buildPeers(root)).toThrow(`bench/peers doesn't build:\nbuilt -b,${join(root, 'bench/peers')}`);
  });
});
