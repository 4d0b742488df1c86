type Visit = (value: unknown) => boolean;

/**
 * Tells whether one of the values that a dotted path reaches passes a test.
 *
 * A path walks own properties of objects: never a prototype, never the place or the length of an array. On its way it
 * goes into every object of an array (`items.name` reaches the name of each item). A key of the metadata itself that
 * holds the dots is reached as well: `a.b` reaches both `{"a": {"b": 1}}` and `{"a.b": 1}`.
 */
export function someValueAt(
  metadata: Readonly<Record<string, unknown>>,
  path: readonly string[],
  test: Visit,
): boolean {
  return walk(metadata, path, 0, test) || (path.length > 1 && walk(metadata, [path.join('.')], 0, test));
}

function walk(value: Readonly<Record<string, unknown>>, path: readonly string[], place: number, test: Visit): boolean {
  const key = path[place];
  if (key === undefined || !Object.hasOwn(value, key)) return false;
  const next = value[key];
  if (place === path.length - 1) return test(next);
  if (Array.isArray(next)) return next.some((item: unknown) => isRecord(item) && walk(item, path, place + 1, test));
  return isRecord(next) && walk(next, path, place + 1, test);
}

/** Tells an object from an array, null and everything else. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
