/** What an `If-Match` header asks for: any version, or one of those its strong tags name. */
export type VersionCondition =
  | { readonly kind: 'any' }
  | { readonly kind: 'one-of'; readonly versions: readonly number[] };

/** The strong entity tag of a memory's version (RFC 9110, section 8.8.3). */
export function toEtag(version: number): string {
  return `"${version}"`;
}

// entity-tag = [ %s"W/" ] DQUOTE *etagc DQUOTE; etagc excludes the quote itself, so commas inside are no separators.
const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;
const LIST = /(?:W\/)?"[^"]*"|[^,\s][^,]*/g;
const OWN_TAG = /^[1-9]\d{0,15}$/;

/**
 * Reads an `If-Match` header. Tags are compared strongly (RFC 9110, section 13.1.1): a weak tag matches nothing, and
 * neither does a tag that isn't one of ours.
 *
 * @returns null for anything that isn't `*` or a list of entity tags
 */
export function parseIfMatch(header: string): VersionCondition | null {
  if (header.trim() === '*') return { kind: 'any' };
  const parts = (header.match(LIST) ?? []).map((part) => TAG.exec(part.trim()));
  if (parts.length === 0 || parts.includes(null)) return null;
  const own = parts.flatMap((part) => (part?.[1] === undefined && OWN_TAG.test(part?.[2] ?? '') ? [part?.[2]] : []));
  return { kind: 'one-of', versions: own.map(Number) };
}

/** Whether a version satisfies the condition. */
export function isMatch(condition: VersionCondition, version: number): boolean {
  return condition.kind === 'any' || condition.versions.includes(version);
}
