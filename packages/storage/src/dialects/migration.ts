/** One step of the schema. Numbered, forward only, and never edited once it has been released. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string };

/** The number of the last step that this program knows. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0;
}
