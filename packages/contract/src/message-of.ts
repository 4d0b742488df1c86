/** What a thrown value says: the message of an error; of anything else, itself as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
