/** A line of a file for people or programs: a value by the name of its column. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Writes rows as CSV (RFC 4180) with a header, a line at a time. */
export async function* toCsv(columns: readonly string[], rows: AsyncIterable<Row>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const row of rows) yield `${columns.map((name) => toCell(row[name] ?? null)).join(',')}\r\n`;
}

// Spreadsheets run what begins so (OWASP, "CSV Injection"); names are their makers' to choose.
const FORMULA = /^[=+\-@＝＋－＠\t\r\n|%]/;

/** A cell of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function toCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes rows as one JSON list, a row at a time. */
export async function* toJson(rows: AsyncIterable<Row>): AsyncGenerator<string> {
  let before = '[';
  for await (const row of rows) {
    yield `${before}\n${JSON.stringify(row)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
