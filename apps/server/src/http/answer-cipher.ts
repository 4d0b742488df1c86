import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'memory-api idempotent answer v1';

/**
 * Encrypts an answer that holds an API key (NIST SP 800-38D, RFC 5869), so that whoever has the
 * database alone can't read it: the key comes from the caller's own API key, which isn't stored.
 *
 * @param fingerprint - of the request; the text is bound to it
 * @returns salt, nonce, tag and ciphertext, in base64url
 */
export function encryptAnswer(text: string, apiKey: string, fingerprint: string): string {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(apiKey, salt), nonce);
  cipher.setAAD(Buffer.from(fingerprint));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Undoes `encryptAnswer`; null where it was made with another API key or for another request. */
export function decryptAnswer(sealed: string, apiKey: string, fingerprint: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  const nonceAt = SALT_BYTES;
  const tagAt = nonceAt + NONCE_BYTES;
  const textAt = tagAt + TAG_BYTES;
  if (bytes.length < textAt) return null;
  const key = deriveKey(apiKey, bytes.subarray(0, nonceAt));
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(nonceAt, tagAt));
  decipher.setAAD(Buffer.from(fingerprint));
  decipher.setAuthTag(bytes.subarray(tagAt, textAt));
  const opened = decipher.update(bytes.subarray(textAt));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function deriveKey(apiKey: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', apiKey, salt, PURPOSE, KEY_BYTES));
}
