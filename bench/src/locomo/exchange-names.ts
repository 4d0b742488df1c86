/**
 * Puts other names in the places of those that a text holds: the first of `from` becomes the first of `to`, and so on.
 * A question of one conversation becomes one that names who speaks in another, which can't answer it.
 */
export function exchangeNames(text: string, from: readonly string[], to: readonly string[]): string {
  const others = new Map(from.map((name, place) => [name, to[place] ?? name]));
  return text.replaceAll(/\p{L}+/gu, (word) => others.get(word) ?? word);
}
