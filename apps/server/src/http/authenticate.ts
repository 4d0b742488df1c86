import type { Authenticator } from './authenticator.js';
import { readCredential } from './credentials.js';
import { toApiError } from './error-answer.js';
import type { Caller } from './request-context.js';
import type { RequestScope } from './request-scope.js';
import type { Step } from './step.js';

/** Step: who sent the request, decided before its body is read. */
export function createAuthenticateStep(authenticator: Authenticator): Step {
  return (request, _reply, done) => {
    const { scope, raw } = request;
    const credential = readCredential(raw.rawHeaders);
    if (credential.kind === 'key') scope.credential = credential.text;
    let caller: Caller | Promise<Caller>;
    try {
      caller = authenticator.authenticate(credential, scope.ip, scope.nowMs);
    } catch (error) {
      done(toApiError(error));
      return;
    }
    if (caller instanceof Promise) {
      admitLater(scope, caller, done);
      return;
    }
    scope.caller = caller;
    done();
  };
}

/** Apart from the step, so that a caller who is known costs no closure. */
function admitLater(scope: RequestScope, caller: Promise<Caller>, done: (error?: Error) => void): void {
  caller.then(
    (found) => {
      scope.caller = found;
      done();
    },
    (error: unknown) => done(toApiError(error)),
  );
}
