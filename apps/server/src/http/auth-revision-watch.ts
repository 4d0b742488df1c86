import type { ApiKeyStore } from '@memory-api/storage';

/** Something that runs in the background until it's stopped. */
export interface Watch {
  stop(): void;
}

// A change made elsewhere has to be known here within a second: so long is what is known trusted after the last answer,
// less the time until it is looked at again.
const INTERVAL_MS = 250;
const TRUST_MS = 700;

/**
 * Notices changes of keys and organizations that another process made (another node, or a command
 * beside the server), by the one number that every such change raises.
 */
export function watchAuthRevision(parts: {
  readonly apiKeys: Pick<ApiKeyStore, 'authRevision'>;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number;
}): Watch {
  const { apiKeys, onChange, onError, intervalMs = INTERVAL_MS, now = () => performance.now() } = parts;
  let known: number | null = null;
  let isLooking = false;
  let knownAtMs = now();

  async function look(): Promise<void> {
    const askedAtMs = now();
    // Nobody answers: what could have changed meanwhile is looked up again, key by key.
    if (askedAtMs - knownAtMs > TRUST_MS) onChange();
    if (isLooking) return;
    isLooking = true;
    try {
      const revision = await apiKeys.authRevision();
      if (known !== null && revision !== known) onChange();
      known = revision;
      knownAtMs = askedAtMs;
    } catch (error) {
      // What can't be read can't be trusted: until it can, each key is looked up again.
      onChange();
      onError(error);
    } finally {
      isLooking = false;
    }
  }

  void look();
  const timer = setInterval(() => void look(), intervalMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
