import { Type, type Static, type TSchema, type TUnsafe } from 'typebox';

import { ENVIRONMENTS } from '../api-key.js';
import {
  MAX_IP_ALLOWLIST_ENTRIES,
  MAX_KEY_NAMESPACES,
  MAX_NAME_CHARACTERS,
  MAX_SESSION_ID_CHARACTERS,
} from '../bounds.js';
import { invariant } from '../invariant.js';

/** An object of JSON whose members nobody here knows, such as `metadata`. */
export type JsonObject = Record<string, unknown>;

/**
 * Lets a schema of one `type` be null as well. A type array instead of `anyOf`: it means the same in
 * draft-07 and 2020-12, and a wrong value is one fault with one message instead of three.
 *
 * @param schema - a schema with a single `type`
 */
export function nullable<Schema extends TSchema>(schema: Schema): TUnsafe<Static<Schema> | null> {
  const type: unknown = Reflect.get(schema, 'type');
  invariant(typeof type === 'string', 'a nullable schema has a single type');
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [type, 'null'] });
}

/**
 * A schema for one of a few words.
 *
 * @param values - the words
 * @param description - what they mean
 */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
  description: string,
): TUnsafe<Values[number]> {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description });
}

/**
 * A schema for an RFC 3339 date-time.
 *
 * @param description - what the time means
 */
export function timestamp(description: string): ReturnType<typeof Type.String> {
  return Type.String({ format: 'date-time', description, examples: ['2026-01-15T10:30:00.000Z'] });
}

/** Name of an organization or a key: one character that is not a blank, at least. */
export const Name = Type.String({ minLength: 1, maxLength: MAX_NAME_CHARACTERS, pattern: '\\S' });

/** Email address of an organization. */
export const Email = Type.String({
  format: 'email',
  maxLength: 254,
  description: 'Email address. Unique on the server; upper and lower case make no difference.',
  examples: ['dana@example.com'],
});

/** Name of a namespace. */
export const Namespace = Type.String({
  pattern: '^[A-Za-z0-9_.:@/-]{1,128}$',
  description:
    'Namespace: a separate set of memories, for example one per end user. 1–128 characters of `A–Z a–z 0–9 _ . : @ / -`. It exists as soon as something is stored in it.',
  examples: ['user:4711'],
});

/** Id of a memory, made by the service or chosen by the caller. */
export const MemoryId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,100}$',
  description: 'Id of a memory: `mem_…` made by the service, or the `memory_id` chosen when it was stored.',
  examples: ['mem_01k3zq8v5n7r2t4w6y8a0c1e3g'],
});

/** Id of an API key: not the key itself. */
export const ApiKeyId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,100}$',
  description: 'Id of an API key (`key_…`): not the key itself.',
  examples: ['key_01k3zq8v5n7r2t4w6y8a0c1e3g'],
});

/** Name of the conversation, document or run that a memory belongs to. */
export const SessionId = Type.String({
  minLength: 1,
  maxLength: MAX_SESSION_ID_CHARACTERS,
  description: 'Conversation, document or run that the memory belongs to. Yours to choose.',
  examples: ['chat-2026-01-15'],
});

/** The caller's own data about a memory. */
export const Metadata = Type.Unsafe<JsonObject>({
  type: 'object',
  additionalProperties: true,
  description: 'Any JSON object, at most 16 KB as JSON in UTF-8. The order of its keys is not kept.',
  examples: [{ category: 'preference', source: 'settings' }],
});

/** Filter over metadata, in a body. */
export const MetadataFilter = Type.Unsafe<JsonObject>({
  type: 'object',
  additionalProperties: true,
  description: [
    'Only memories whose metadata match; applied before ranking. Several conditions must all hold.',
    '- `{"category": "preference"}` is equality by type and value, without coercion: `3` is not `"3"`, and `null` is a stored null. An array or object in the filter is compared as a whole.',
    '- Operators: `{"age": {"$gte": 18, "$lt": 65}}`. `$eq`, `$ne`, `$in`, `$nin`; `$gt`, `$gte`, `$lt`, `$lte` (numbers with numbers, strings with strings); `$contains` (an element of an array, or a part of a string); `$exists` (`true` or `false`); `$not` (an object of operators).',
    '- `$and` and `$or` take arrays of filters, `$not` takes a filter.',
    '- Two strings are ordered as moments where both are dates (RFC 3339, or `YYYY-MM-DD` for its first moment in UTC), otherwise by code point.',
    '- A dotted path such as `"address.city"` reaches into objects, and into every object of an array.',
    '- An array field matches when one of its elements does. `$ne`, `$nin` and `$not` are exact complements, and so match where the field is missing.',
    '',
    'An unknown operator, a value of the wrong type, more than 8 levels or more than 200 conditions is 400; `details.field` is the place, as in `metadata_filter.age.$in[3]`.',
  ].join('\n'),
  examples: [
    { category: 'preference' },
    { 'address.city': { $in: ['Oslo', 'Bergen'] }, created: { $gte: '2026-01-01' } },
  ],
});

/** World of a key and of what is made with it. */
export const EnvironmentSchema = oneOf(
  ENVIRONMENTS,
  '`live` is production; `test` is the sandbox, a separate world that costs nothing.',
);

/** Namespaces that a key is held to. */
export const KeyNamespaces = Type.Array(Namespace, {
  minItems: 1,
  maxItems: MAX_KEY_NAMESPACES,
  uniqueItems: true,
  description:
    "The key sees and writes these namespaces only; null or left out: all. A key with namespaces can't hold `admin`.",
  examples: [['user:4711']],
});

/** Addresses that a key may be used from. */
export const IpAllowlist = Type.Array(Type.String({ minLength: 2, maxLength: 49 }), {
  minItems: 1,
  maxItems: MAX_IP_ALLOWLIST_ENTRIES,
  uniqueItems: true,
  description:
    'The key works from these addresses only: CIDR ranges or single addresses, IPv4 or IPv6; null or left out: from anywhere.',
  examples: [['203.0.113.0/24', '2001:db8::/32']],
});
