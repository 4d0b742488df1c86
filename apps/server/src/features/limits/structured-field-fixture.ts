import { invariant } from '@memory-api/contract';

/** A member of a list of RFC 9651 whose items are strings. */
export interface FieldItem {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number | string>>;
}

const ITEM = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/;
const PARAMETER = /^; *([a-z*][a-z0-9_\-.*]*)=(?:(-?\d{1,15})(?![\d.])|"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)")/;
const NEXT = /^[ \t]*,[ \t]*/;

/** Parses a list of strings with parameters by the grammar of RFC 9651, sections 4.2.1 and 4.2.3, or fails the test. */
export function parseFieldList(text: string): readonly FieldItem[] {
  const items: FieldItem[] = [];
  let rest = text;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match !== null) rest = rest.slice(match[0].length);
    return match;
  };
  do {
    const item = take(ITEM);
    invariant(item !== null, `a list holds items: ${rest}`);
    const parameters: Record<string, number | string> = {};
    for (let found = take(PARAMETER); found !== null; found = take(PARAMETER)) {
      const [, name = '', integer, string = ''] = found;
      parameters[name] = integer === undefined ? string : Number(integer);
    }
    items.push({ name: item[1] ?? '', parameters });
  } while (take(NEXT) !== null);
  invariant(rest === '', `nothing is left of a list: ${rest}`);
  return items;
}
