// Shorter than a key: one that was cut off or mistyped is still most of a secret.
const API_KEY = /mem_(live|test)_[0-9A-Za-z]{20,}/g;

/** Takes API keys out of a text that repeats what a caller sent: an id, the name of a field, a request id. */
export function redactApiKeys(text: string): string {
  return text.replaceAll(API_KEY, 'mem_$1_[redacted]');
}
