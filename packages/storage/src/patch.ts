/** A patch without the fields that were given as undefined: those stay as they are. */
export function withoutUndefined<Patch extends object>(patch: Patch): Partial<Patch> {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Patch>;
}
