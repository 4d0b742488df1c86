import { toTable } from '../harness/table.js';
import type { Cell } from '../harness/table.js';

/** One goal and what came of it. */
export interface GoalOutcome {
  readonly figure: string;
  readonly value: number;
  readonly goal: string;
  readonly isMet: boolean;
}

/** What a measurement gives: everything for programs, the gist for people. */
export interface Report {
  /** How it was measured, in sentences; what was simplified is said here. */
  readonly notes: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly goals: readonly GoalOutcome[];
  /** True where a promise is broken, not only a goal missed: the command ends with an error. */
  readonly isBroken?: boolean;
}

/** What the command line says about a measurement. */
export interface MeasurementOptions {
  readonly seed: number;
  readonly rounds: number | null;
  readonly seconds: number | null;
  /** Memories to fill stores with, where a measurement has more than one size. */
  readonly sizes: readonly number[] | null;
  /** Tells a waiting person what is going on; goes to stderr. */
  readonly say: (line: string) => void;
}

/** One of the measurements of `npm run bench`. */
export type Measurement = (options: MeasurementOptions) => Promise<Report>;

/** A goal that is met by a figure of at least `goal`. */
export function atLeast(figure: string, value: number, goal: number): GoalOutcome {
  return { figure, value, goal: `≥ ${goal}`, isMet: value >= goal };
}

/** A goal that is met by a figure of at most `goal`. */
export function atMost(figure: string, value: number, goal: number): GoalOutcome {
  return { figure, value, goal: `≤ ${goal}`, isMet: value <= goal };
}

/** Lays out goals for a person to read. */
export function toGoalTable(goals: readonly GoalOutcome[]): string {
  return toTable(
    ['goal', 'measured', 'wanted', ''],
    goals.map(({ figure, value, goal, isMet }) => [figure, value, goal, isMet ? 'met' : 'missed']),
  );
}
