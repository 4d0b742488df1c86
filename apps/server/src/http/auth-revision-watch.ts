import type { ApiKeyStore } from '@memory-api/storage';

/** Something that runs in the background until it's stopped. */
export interface Watch {
  stop(): void;
}

// Half of the second within which a change made elsewhere has to be known here.
const INTERVAL_MS = 500;

/**
 * Notices changes of keys and organizations that another process made (another node, or a command
 * beside the server), by the one number that every such change raises.
 */
export function watchAuthRevision(parts: {
  readonly apiKeys: Pick<ApiKeyStore, 'authRevision'>;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
}): Watch {
  const { apiKeys, onChange, onError, intervalMs = INTERVAL_MS } = parts;
  let known: number | null = null;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const revision = await apiKeys.authRevision();
      if (known !== null && revision !== known) onChange();
      known = revision;
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
