import type { Engine } from '../dialects/engine.js';
import type { compileMemoryStatements } from './memory-statements.js';
import type { compileVersionStatements } from './memory-version.js';
import type { NoteStored } from '../usage/stored-memories.js';
import type { RaiseNamespace } from './namespace-revision.js';
import type { UnsettleNamespace } from './place-vectors.js';

/** What the writes to memories share: an engine, and statements compiled once. */
export type MemoryWriter = {
  readonly engine: Engine;
  readonly raise: RaiseNamespace;
  readonly noteStored: NoteStored;
  readonly memories: ReturnType<typeof compileMemoryStatements>;
  readonly unsettle: UnsettleNamespace;
  readonly versions: ReturnType<typeof compileVersionStatements>;
};
