import { hash, randomInt } from 'node:crypto';

import { toCrc32 } from './crc32.js';

/** World of a key and of everything made with it: production (billed) or sandbox (free). */
export type Environment = 'live' | 'test';

/** Both environments. */
export const ENVIRONMENTS: readonly ['live', 'test'] = ['live', 'test'];

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;
const VISIBLE_RANDOM_CHARACTERS = 6;
const HEAD_CHARACTERS = 'mem_live_'.length;

/** Length of every API key, in characters. */
export const API_KEY_CHARACTERS = HEAD_CHARACTERS + RANDOM_CHARACTERS + CHECKSUM_CHARACTERS;

const FORM = /^mem_(live|test)_[0-9A-Za-z]{38}$/;

function toChecksum(body: string): string {
  let checksum = '';
  for (let rest = toCrc32(body), i = 0; i < CHECKSUM_CHARACTERS; i += 1, rest = Math.floor(rest / 62)) {
    checksum = BASE62.charAt(rest % 62) + checksum;
  }
  return checksum;
}

/**
 * Makes an API key: `mem_{environment}_`, 32 base62 characters from a CSPRNG (190 bits), and
 * 6 base62 characters of CRC-32 over everything before them (contract 1.1).
 *
 * @param environment - the world that the key opens
 * @returns the full key: a secret, to be shown once and stored only as {@link hashApiKey}
 */
export function createApiKey(environment: Environment): string {
  let body = `mem_${environment}_`;
  // randomInt draws again instead of folding: no character is likelier than another.
  for (let i = 0; i < RANDOM_CHARACTERS; i += 1) body += BASE62.charAt(randomInt(62));
  return body + toChecksum(body);
}

/**
 * Reads the form of an API key, checksum included. A mistyped key, and a live key turned into a
 * test key by editing, end here: no database is asked.
 *
 * @param text - whatever a caller sent
 * @returns the environment that the key names, or null when the text is not of a key's form
 */
export function parseApiKey(text: string): { readonly environment: Environment } | null {
  // The length first: a header of a megabyte must cost nothing.
  if (text.length !== API_KEY_CHARACTERS) return null;
  const environment = FORM.exec(text)?.[1];
  if (environment !== 'live' && environment !== 'test') return null;
  const body = text.slice(0, -CHECKSUM_CHARACTERS);
  return toChecksum(body) === text.slice(-CHECKSUM_CHARACTERS) ? { environment } : null;
}

/**
 * What lists show of a key: enough to recognize it, useless to sign in with.
 *
 * @param key - a full API key
 * @returns its first 15 characters and an ellipsis, for example `mem_live_a1b2c3…`
 */
export function toKeyPrefix(key: string): string {
  return `${key.slice(0, HEAD_CHARACTERS + VISIBLE_RANDOM_CHARACTERS)}…`;
}

/**
 * What is stored of a key. A random key of 190 bits can't be guessed, so it needs no slow hash
 * (OWASP ASVS 6.5.2).
 *
 * @param key - a full API key
 * @returns its SHA-256, 64 hexadecimal characters in lower case
 */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}
