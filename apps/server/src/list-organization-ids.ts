import type { Storage } from '@memory-api/storage';

/** Organizations that one statement finds. */
const PIECE = 200;

/** Lists the id of every organization, a piece at a time: also one that comes meanwhile may be among them. */
export async function* listOrganizationIds({
  organizations,
}: {
  readonly organizations: Pick<Storage['organizations'], 'listIds'>;
}): AsyncGenerator<string> {
  let afterId: string | null = null;
  do {
    const ids: readonly string[] = await organizations.listIds({ afterId, limit: PIECE });
    yield* ids;
    afterId = ids.length < PIECE ? null : (ids.at(-1) ?? null);
  } while (afterId !== null);
}
