import { median } from '../harness/percentile.js';
import type { EngineName } from '../harness/store-location.js';

/** One figure on both engines. */
export interface Comparison {
  readonly sqlite: number;
  readonly postgres: number;
  /** PostgreSQL ÷ SQLite. */
  readonly ratio: number;
}

/** What one round measured on each engine: figures by name. */
export type Round = Readonly<Record<EngineName, Readonly<Record<string, number>>>>;

/**
 * Takes the median of each figure over the rounds. The ratio is the median of each round's own: what else the machine
 * does strikes both engines of a round.
 */
export function compareRounds(rounds: readonly Round[]): Readonly<Record<string, Comparison>> {
  const names = Object.keys(rounds[0]?.sqlite ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const pairs = rounds.map(({ sqlite, postgres }) => toComparison(sqlite[name], postgres[name]));
      const medianOf = (part: keyof Comparison): number => median(pairs.map((pair) => pair[part]));
      return [name, { sqlite: medianOf('sqlite'), postgres: medianOf('postgres'), ratio: medianOf('ratio') }];
    }),
  );
}

/** Sets two values beside each other; one that is missing is not a number. */
export function toComparison(sqlite = Number.NaN, postgres = Number.NaN): Comparison {
  return { sqlite, postgres, ratio: postgres / sqlite };
}

/** Measures on one engine after the other, as often as there are rounds. */
export async function takeTurns<Subject>(
  subjects: Readonly<Record<EngineName, Subject>>,
  rounds: number,
  measure: (subject: Subject, round: number) => Promise<Readonly<Record<string, number>>>,
): Promise<readonly Round[]> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const sqlite = await measure(subjects.sqlite, round);
    taken.push({ sqlite, postgres: await measure(subjects.postgres, round) });
  }
  return taken;
}
