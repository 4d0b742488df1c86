import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/**
 * Compiles a schema as the server's Ajv does (draft-07, strict), with every fault listed.
 *
 * @returns a function that lists the faults of a value as `/path keyword`
 */
export function createValidator(schema: object): (value: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: true, coerceTypes: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`.trim());
  };
}
