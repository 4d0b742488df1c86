/** A cell of a printed table; numbers are rounded to three significant digits, or to whole ones from 100 on. */
export type Cell = string | number | boolean | null;

/** Lays out rows under their headings in columns, numbers to the right, for a person to read. */
export function toTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [headings, ...rows.map((row) => row.map(toText))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row, line) =>
    row
      .map((text, column) => pad(text, widths[column] ?? 0, line > 0 && typeof rows[line - 1]?.[column] === 'number'))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** Rounds for reading: 0.0123, 1.23, 12.3, 1234. */
export function toReadable(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function toText(cell: Cell): string {
  return typeof cell === 'number' ? toReadable(cell) : String(cell ?? '-');
}

function pad(text: string, width: number, isNumber: boolean): string {
  return isNumber ? text.padStart(width) : text.padEnd(width);
}
