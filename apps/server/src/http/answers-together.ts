/** Sends an answer with the others of its turn of the event loop. */
export type SendSoon = (send: () => void) => void;

/**
 * Gathers the answers that become ready in one turn of the event loop and sends them one after the other at its end.
 * Each write wakes its reader: sent in between the work for other requests, fifty connections wake theirs one by one,
 * and the kernel's part of a small answer is twice as long (measured by `npm run bench -- http`; see ADR 0009).
 * One that can't be sent is told to `onError`, and keeps no other from being sent.
 */
export function createAnswersTogether(onError: (error: unknown) => void): SendSoon {
  let ready: (() => void)[] = [];

  function sendAll(): void {
    const due = ready;
    ready = [];
    for (const send of due) {
      try {
        send();
      } catch (error) {
        onError(error);
      }
    }
  }

  return (send) => {
    ready.push(send);
    if (ready.length === 1) setImmediate(sendAll);
  };
}
