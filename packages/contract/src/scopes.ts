/** A right that an API key holds. `operator` belongs to who runs the server. */
export type Scope = 'read' | 'write' | 'delete' | 'admin' | 'operator';

/** The scopes that customers know, in the order of the documentation. */
export const PUBLIC_SCOPES: readonly ['read', 'write', 'delete', 'admin'] = ['read', 'write', 'delete', 'admin'];

/** Every scope. `operator` is granted only by a key that holds it and documented for nobody else. */
export const SCOPES: readonly ['read', 'write', 'delete', 'admin', 'operator'] = [...PUBLIC_SCOPES, 'operator'];

/**
 * Whether a text is the name of a scope.
 *
 * @param value - any value
 */
export function isScope(value: unknown): value is Scope {
  return SCOPES.some((scope) => scope === value);
}

/**
 * Whether granted scopes cover a needed one: `admin` covers read, write and delete; `operator`
 * covers itself alone and is covered by nothing else; `write` doesn't cover `read`.
 *
 * @param granted - the scopes of a key
 * @param needed - the scope that a route or a change asks for
 * @example
 * hasScope(['admin'], 'delete'); // true
 */
export function hasScope(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || (needed !== 'operator' && granted.includes('admin'));
}
