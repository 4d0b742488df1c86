import { expect, it } from 'vitest';
import * as recall from './recall.js';

it('exports an index, filters, and nothing else that runs', () => {
  expect(Object.keys(recall).toSorted()).toEqual(['createNamespaceIndex', 'matchesFilter', 'parseMetadataFilter']);
});
