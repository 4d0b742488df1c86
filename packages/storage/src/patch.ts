/** The fields of a patch that were given. */
export type GivenFields<Patch> = { [Name in keyof Patch]?: Exclude<Patch[Name], undefined> };

/** A patch without the fields that were given as undefined: those stay as they are. */
export function withoutUndefined<Patch extends object>(patch: Patch): GivenFields<Patch> {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as GivenFields<Patch>;
}
