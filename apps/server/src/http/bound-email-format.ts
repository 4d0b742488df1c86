import { invariant } from '@memory-api/contract';

/** What is used of Ajv. */
interface Formats {
  readonly formats: Readonly<Record<string, unknown>>;
  addFormat(name: string, isOfFormat: (text: string) => boolean): unknown;
}

// RFC 5321 4.5.3.1.3: a path has 256 octets, angle brackets included.
const MAX_EMAIL_CHARACTERS = 254;

/**
 * Lets Ajv look at the form of an address only where its length can be one's: all faults are listed, so it would try
 * the pattern on megabytes, too, and on millions of dots the pattern runs out of stack.
 */
export function boundEmailFormat(ajv: Formats): void {
  const { email } = ajv.formats;
  invariant(email instanceof RegExp, 'the formats of JSON Schema are known to Ajv');
  ajv.addFormat('email', (text) => text.length <= MAX_EMAIL_CHARACTERS && email.test(text));
}
