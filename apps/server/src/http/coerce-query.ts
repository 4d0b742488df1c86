/**
 * Reads the texts of a query string as the numbers and booleans that its schema names. What
 * doesn't read as one stays a text, for validation to find; nothing else is touched.
 */
export function coerceQuery(query: Record<string, unknown>, schema: unknown): void {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') continue;
    const coerced = coerce(value, typesOf(schema, name));
    if (coerced !== undefined) query[name] = coerced;
  }
}

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

function coerce(text: string, types: readonly unknown[]): number | boolean | undefined {
  if ((types.includes('integer') || types.includes('number')) && NUMBER.test(text)) {
    return Number(text);
  }
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return undefined;
}

function typesOf(schema: unknown, name: string): readonly unknown[] {
  const properties = readField(schema, 'properties');
  const isNamed = typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name);
  const type = isNamed ? readField(readField(properties, name), 'type') : undefined;
  return Array.isArray(type) ? type : [type];
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
