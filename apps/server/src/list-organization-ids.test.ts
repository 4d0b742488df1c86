import { expect, it } from 'vitest';
import { listOrganizationIds } from './list-organization-ids.js';

const toIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `org_${String(at).padStart(4, '0')}`);

it.each([0, 1, 199, 200, 201, 400, 450])('lists each of %i organizations once', async (count) => {
  const all = toIds(count);
  const organizations = {
    listIds: async ({ afterId, limit }: { readonly afterId: string | null; readonly limit: number }) =>
      all.filter((id) => afterId === null || id > afterId).slice(0, limit),
  };
  const listed: string[] = [];
  for await (const id of listOrganizationIds({ organizations })) listed.push(id);
  expect(listed).toEqual(all);
});
