import { ApiError, hashApiKey, parseApiKey } from '@memory-api/contract';
import type { AddressLimiter } from './address-limiter.js';
import type { Credential } from './credentials.js';
import type { KeyCache, KnownKey } from './key-cache.js';
import type { ToPresentCaller } from './present-caller.js';
import type { Caller } from './request-context.js';

/** Decides who sent a request. */
export interface Authenticator {
  /**
   * Gives the caller at once where the key is known in the process, so that the hot path makes
   * no promise.
   *
   * @throws ApiError (or rejects with it) as contract 1.5 says.
   */
  authenticate(credential: Credential, ip: string, nowMs: number): Caller | Promise<Caller>;
}

/** What the challenge of RFC 6750 section 3 says where no key was sent. */
export const CHALLENGE = 'Bearer realm="memory-api"';
const INVALID_TOKEN = { 'www-authenticate': `${CHALLENGE}, error="invalid_token"` };

/** Makes the step's decision from its parts; `onUse` is told of each key that was let in. */
export function createAuthenticator(parts: {
  readonly cache: KeyCache;
  readonly failures: AddressLimiter;
  readonly toPresentCaller: ToPresentCaller;
  readonly onUse: (caller: Caller, nowMs: number) => void;
}): Authenticator {
  const { cache, failures, toPresentCaller, onUse } = parts;

  function refuse(error: ApiError, ip: string, nowMs: number): never {
    const decision = failures.hit(ip, nowMs);
    if (decision.allowed) throw error;
    throw new ApiError({
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'Too many failed authentications from this address.',
      headers: { 'retry-after': String(decision.retryAfterSeconds) },
    });
  }

  function admit(known: KnownKey | null, ip: string, nowMs: number): Caller {
    if (known === null) return refuse(invalidKey('INVALID_API_KEY'), ip, nowMs);
    const { key, organization } = known.caller;
    if (key.revokedAtMs !== null) return refuse(invalidKey('API_KEY_DISABLED'), ip, nowMs);
    if (nowMs >= known.endsAtMs) return refuse(invalidKey('API_KEY_EXPIRED'), ip, nowMs);
    if (known.addresses !== null && !known.addresses(ip)) {
      throw new ApiError({ code: 'IP_NOT_ALLOWED' });
    }
    if (!organization.isActive) throw new ApiError({ code: 'ORGANIZATION_DISABLED' });
    const caller = toPresentCaller(known.caller, nowMs);
    onUse(caller, nowMs);
    return caller;
  }

  return {
    authenticate(credential, ip, nowMs) {
      if (credential.kind === 'none') throw missingKey();
      if (credential.kind === 'ambiguous') throw new ApiError({ code: 'AMBIGUOUS_CREDENTIALS' });
      if (parseApiKey(credential.text) === null) {
        return refuse(invalidKey('INVALID_API_KEY_FORMAT'), ip, nowMs);
      }
      const known = cache.find(hashApiKey(credential.text));
      if (known instanceof Promise) return known.then((found) => admit(found, ip, nowMs));
      return admit(known, ip, nowMs);
    },
  };
}

function missingKey(): ApiError {
  return new ApiError({ code: 'MISSING_API_KEY', headers: { 'www-authenticate': CHALLENGE } });
}

type RefusedKey = 'INVALID_API_KEY_FORMAT' | 'INVALID_API_KEY' | 'API_KEY_DISABLED' | 'API_KEY_EXPIRED';

function invalidKey(code: RefusedKey): ApiError {
  return new ApiError({ code, headers: INVALID_TOKEN });
}
