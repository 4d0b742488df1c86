// Who may import whom: contract ← recall, language, storage, embedder ← server.
// Paths are matched against sources (packages/x/src/…) and, across packages, against what is built (packages/x/dist/…).

/** Files that only tests load. */
const TEST_ONLY = '([.]test|-fixture|-conformance)[.]ts$|/(testing|conformance)/';

/** A package may import the ones listed, itself, and whatever it declares from the registry. */
const onlyImports = (name, allowed) => ({
  name: `${name}-imports-only-what-is-below-it`,
  severity: 'error',
  comment: `packages/${name} may import ${allowed.length === 0 ? 'no other package' : allowed.join(', ')}.`,
  from: { path: `^packages/${name}/` },
  to: { path: '^(packages|apps|bench|scripts)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
});

/** A library that nobody else may know. */
const onlyKnownBy = (library, ...homes) => ({
  name: `${library.replace(/[^a-z0-9]+/giu, '-')}-stays-at-home`,
  severity: 'error',
  comment: `${library} is a detail of ${homes.join(' and ')}.`,
  from: { path: '^(apps|packages|bench)/', pathNot: `^(${homes.join('|')})/` },
  to: { path: `(^|/)node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    onlyImports('contract', []),
    onlyImports('recall', ['contract']),
    onlyImports('language', ['contract']),
    onlyImports('storage', ['contract']),
    onlyImports('embedder', ['contract']),
    onlyKnownBy('better-sqlite3', 'packages/storage'),
    onlyKnownBy('kysely', 'packages/storage'),
    onlyKnownBy('onnxruntime-node', 'packages/embedder'),
    // What the scans of an index are measured against.
    onlyKnownBy('usearch', 'packages/recall', 'bench/src/recall'),
    onlyKnownBy('fastify', 'apps/server'),
    {
      name: 'nothing-imports-the-server',
      severity: 'error',
      comment: 'The server is on top; bench and scripts talk to it over HTTP.',
      from: { path: '^(packages|bench|scripts)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'nothing-imports-the-peers',
      severity: 'error',
      comment:
        'bench/peers has packages of its own, which an installation of the project lacks; bench starts it as a process.',
      from: { path: '^(apps|packages|bench|scripts)/', pathNot: '^bench/peers/' },
      to: { path: '^bench/peers/' },
    },
    {
      name: 'peers-know-only-their-port',
      severity: 'error',
      comment: 'An adapter knows its package, the port it fits and invariant.',
      from: { path: '^bench/peers/', pathNot: TEST_ONLY },
      to: {
        path: '^(apps|packages|bench|scripts)/',
        pathNot: '^bench/peers/|^bench/dist/peers/peer[.]|^packages/contract/',
      },
    },
    {
      name: 'rooms-do-not-import-each-other',
      severity: 'error',
      comment: 'Rooms meet in compose.ts.',
      from: { path: '^apps/server/src/features/([^/]+)/', pathNot: TEST_ONLY },
      to: { path: '^apps/server/src/features/', pathNot: '^apps/server/src/features/$1/' },
    },
    {
      name: 'http-does-not-know-the-rooms',
      severity: 'error',
      comment: 'http/ is what every request passes, whatever room it is for.',
      from: { path: '^apps/server/src/http/', pathNot: TEST_ONLY },
      to: { path: '^apps/server/src/(features/|compose[.]ts|app[.]ts|main[.]ts)' },
    },
    {
      name: 'rooms-do-not-know-the-composition',
      severity: 'error',
      comment: 'A room is given what it needs; it fetches nothing from the root.',
      from: { path: '^apps/server/src/features/', pathNot: TEST_ONLY },
      to: { path: '^apps/server/src/(compose|app|main|config)[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'recall-and-contract-are-pure',
      severity: 'error',
      comment: 'No I/O and no clock: the same input gives the same ranking, in any process. Types are fine.',
      from: { path: '^packages/(recall|contract)/src/', pathNot: `${TEST_ONLY}|/emit-openapi[.]ts$` },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'no-runtime-cycles',
      severity: 'error',
      comment: 'Modules that need each other are one module, or a third is missing.',
      from: { path: '^(apps|packages|bench|scripts)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that imports nothing and that nothing imports is dead.',
      from: { orphan: true, path: '^(apps|packages|bench)/[^/]+/src/|^bench/src/', pathNot: `${TEST_ONLY}|[.]d[.]ts$` },
      to: {},
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      comment: 'What only tests load does not belong into what is shipped.',
      from: { path: '^(apps|packages|bench|scripts)/', pathNot: TEST_ONLY },
      to: { path: TEST_ONLY },
    },
    {
      name: 'sources-do-not-import-development-tools',
      severity: 'error',
      comment: 'A fresh production install has no devDependencies.',
      from: { path: '^(apps|packages)/', pathNot: TEST_ONLY },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'A module that cannot be resolved is a rule that cannot be checked. Not built yet? Run `npm run build`.',
      // Packages of peers are mostly not installed.
      from: { pathNot: '^bench/peers/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '[.]py$' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
