/** Sends an answer with the others of its turn of the event loop. */
export type SendSoon = (send: () => void) => void;

/**
 * Gathers the answers that become ready in one turn of the event loop and sends them one after the other at its end.
 * Each write wakes its reader: sent in between the work for other requests, fifty connections wake theirs one by one,
 * and the kernel's part of a small answer is twice as long (measured by `npm run bench -- http`; see ADR 0009).
 */
export function createAnswersTogether(): SendSoon {
  let ready: (() => void)[] = [];

  function sendAll(): void {
    const due = ready;
    ready = [];
    for (const send of due) send();
  }

  return (send) => {
    ready.push(send);
    if (ready.length === 1) setImmediate(sendAll);
  };
}
