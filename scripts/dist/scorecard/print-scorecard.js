const MOST_PLACES = 20;
/** Writes the rows as a table, and below it where each missed goal is missed. */
export function printScorecard(rows, print) {
    const table = [['name', 'value', 'goal', 'ok'], ...rows.map(toCells)];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
    for (const cells of table)
        print(cells
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join('  ')
            .trimEnd());
    for (const row of rows.filter(({ isMet }) => !isMet)) {
        print(`\n${row.name}: ${row.value}, goal ${row.goal}`);
        for (const place of row.places.slice(0, MOST_PLACES))
            print(`  ${place}`);
        if (row.places.length > MOST_PLACES)
            print(`  … and ${row.places.length - MOST_PLACES} more`);
    }
}
function toCells(row) {
    return [row.name, String(row.value), row.goal, row.isMet ? 'yes' : 'NO'];
}
//# sourceMappingURL=print-scorecard.js.map