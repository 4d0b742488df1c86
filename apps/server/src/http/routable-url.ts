/**
 * A URL that the router can read. One with a broken percent-encoding would leave before the
 * pipeline begins, unauthenticated even under `/v1`; with its percent signs escaped it's a path
 * like any other, and one that no route has.
 */
export function toRoutableUrl(url: string): string {
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  if (!path.includes('%')) return url;
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length);
  }
}
