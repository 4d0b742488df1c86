import { type RawBuilder, sql } from 'kysely';
import type { UsageAmounts } from './ledger-store.js';

/** The columns of amounts, as every table of usage has them. */
export type AmountColumns = {
  calls: number;
  tokens_input: number;
  tokens_output: number;
  memories_read: number;
  memories_written: number;
  embeddings: number;
  model_calls: number;
  model_tokens_input: number;
  processing_us: number;
};

/** Their names, in the order of the tables. */
export const AMOUNT_COLUMNS = [
  'calls',
  'tokens_input',
  'tokens_output',
  'memories_read',
  'memories_written',
  'embeddings',
  'model_calls',
  'model_tokens_input',
  'processing_us',
] as const satisfies readonly (keyof AmountColumns)[];

/** The columns, summed under their own names. Sums stay whole numbers on every engine. */
export const SUMMED_COLUMNS: RawBuilder<AmountColumns> = sql.join(
  AMOUNT_COLUMNS.map((name) => sql`cast(coalesce(sum(${sql.ref(name)}), 0) as bigint) as ${sql.ref(name)}`),
);

/** Amounts as columns. */
export function toAmountColumns(amounts: UsageAmounts): AmountColumns {
  return {
    calls: amounts.calls,
    tokens_input: amounts.tokensInput,
    tokens_output: amounts.tokensOutput,
    memories_read: amounts.memoriesRead,
    memories_written: amounts.memoriesWritten,
    embeddings: amounts.embeddings,
    model_calls: amounts.modelCalls,
    model_tokens_input: amounts.modelTokensInput,
    processing_us: amounts.processingUs,
  };
}

/** The amounts of a request that used nothing, itself not counted. */
export const NO_AMOUNTS: UsageAmounts = {
  calls: 0,
  tokensInput: 0,
  tokensOutput: 0,
  memoriesRead: 0,
  memoriesWritten: 0,
  embeddings: 0,
  modelCalls: 0,
  modelTokensInput: 0,
  processingUs: 0,
};

/** Columns as amounts. */
export function toAmounts(row: AmountColumns): UsageAmounts {
  return {
    calls: row.calls,
    tokensInput: row.tokens_input,
    tokensOutput: row.tokens_output,
    memoriesRead: row.memories_read,
    memoriesWritten: row.memories_written,
    embeddings: row.embeddings,
    modelCalls: row.model_calls,
    modelTokensInput: row.model_tokens_input,
    processingUs: row.processing_us,
  };
}

/** Amounts that more is added to. */
export type MutableAmounts = { -readonly [Name in keyof UsageAmounts]: UsageAmounts[Name] };

/** Adds amounts to a sum. */
export function addTo(sum: MutableAmounts, more: UsageAmounts): void {
  sum.calls += more.calls;
  sum.tokensInput += more.tokensInput;
  sum.tokensOutput += more.tokensOutput;
  sum.memoriesRead += more.memoriesRead;
  sum.memoriesWritten += more.memoriesWritten;
  sum.embeddings += more.embeddings;
  sum.modelCalls += more.modelCalls;
  sum.modelTokensInput += more.modelTokensInput;
  sum.processingUs += more.processingUs;
}

/** The sum of two amounts. */
export function addAmounts(a: UsageAmounts, b: UsageAmounts): UsageAmounts {
  const sum = { ...a };
  addTo(sum, b);
  return sum;
}

/** Puts amounts behind the other values of a row, in the order of {@link AMOUNT_COLUMNS}. */
export function pushAmounts(values: unknown[], amounts: UsageAmounts): void {
  values.push(
    amounts.calls,
    amounts.tokensInput,
    amounts.tokensOutput,
    amounts.memoriesRead,
    amounts.memoriesWritten,
    amounts.embeddings,
    amounts.modelCalls,
    amounts.modelTokensInput,
    amounts.processingUs,
  );
}
