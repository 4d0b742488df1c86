/** Something that whoever called the command can put right: told in one line, with exit code 2. */
export class EvalInputError extends Error {
  override readonly name = 'EvalInputError';
}
