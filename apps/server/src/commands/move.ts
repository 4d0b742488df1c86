import { moveStorage, parseStorageLocation, toShownLocation, type TableComparison } from '@memory-api/storage';
import { createProgressBar } from '../command-line/progress-bar.js';
import { parseArguments, runAsCommand, UsageError } from '../command-line/run-as-command.js';

const USAGE = `npm run move -- --from PLACE --to PLACE [--force]
  PLACE    sqlite:DATA_DIR, or postgres://user@host:port/database of a user who sees every row (a superuser, or one with
           BYPASSRLS); the password can come from PGPASSWORD
  --force  moves although servers are connected to the PostgreSQL database that is the source`;

/** Tables that are the same take one line, others the two of their sides. */
function toReport({ table, source, target, isEqual }: TableComparison): string {
  const line = (side: string, { rows, sha256 }: TableComparison['source']): string =>
    `${table.padEnd(20)}${side.padEnd(8)}${String(rows).padStart(10)} rows  sha256 ${sha256}`;
  return isEqual ? line('', source) : `${line('source', source)}\n${line('target', target)}`;
}

await runAsCommand(USAGE, async () => {
  const text = { type: 'string' } as const;
  const { values } = parseArguments({ options: { from: text, to: text, force: { type: 'boolean' } } });
  if (values.from === undefined || values.to === undefined) throw new UsageError('move needs --from and --to.');
  const [from, to] = [parseStorageLocation(values.from), parseStorageLocation(values.to)];
  const place = toShownLocation(to);
  const bar = createProgressBar(process.stderr);
  const { tables, isResumed } = await moveStorage({
    from,
    to,
    force: values.force ?? false,
    onProgress: ({ step, table, rows, totalRows }) => bar.show({ step, item: table, done: rows, total: totalRows }),
  }).finally(() => bar.end());
  process.stdout.write(`${tables.map(toReport).join('\n')}\n`);
  const different = tables.filter(({ isEqual }) => !isEqual).map(({ table }) => table);
  const rows = tables.reduce((total, { target }) => total + target.rows, 0);
  const how = isResumed ? ', going on with a move that was interrupted' : '';
  process.stderr.write(
    different.length === 0
      ? `Moved ${rows} rows in ${tables.length} tables${how}; both sides are the same. A server can start on ${place}.\n`
      : `Different on both sides: ${different.join(', ')}. No server opens ${place}: empty it and move again, with nobody changing the source meanwhile.\n`,
  );
  return different.length === 0;
});
