/** One step of the schema. Numbered, forward only, and never edited once it has been released. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string };
