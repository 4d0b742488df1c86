export { describeMetadataFilter } from './metadata-filter-conformance.js';
export type { FilterBackend, FilteredMemory } from './metadata-filter-conformance.js';
