export type { Explanation, ExplanationFeature } from './explanation.js';
export type { MemoryForIndex } from './memory-for-index.js';
export type { FilterOrdering, FilterScalar, FilterValue, MetadataFilter } from './metadata-filter.js';
export { matchesFilter } from './matches-filter.js';
export { createNamespaceIndex } from './namespace-index.js';
export type { NamespaceIndex, NamespaceIndexOptions } from './namespace-index.js';
export { parseMetadataFilter } from './parse-metadata-filter.js';
export type { MetadataFilterError, ParsedMetadataFilter } from './parse-metadata-filter.js';
export type { RecallHit, RecallQuestion, RecallResult } from './recall-question.js';
