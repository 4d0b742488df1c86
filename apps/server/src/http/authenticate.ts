import type { Authenticator } from './authenticator.js';
import { readCredential } from './credentials.js';
import { toApiError } from './error-answer.js';
import type { Caller } from './request-context.js';
import type { Step } from './step.js';

/** Step: who sent the request, decided before its body is read. */
export function createAuthenticateStep(authenticator: Authenticator): Step {
  return (request, _reply, done) => {
    const { scope, raw } = request;
    const credential = readCredential(raw.rawHeaders);
    const admit = (caller: Caller): void => {
      scope.caller = caller;
      if (credential.kind === 'key') scope.credential = credential.text;
      done();
    };
    let caller: Caller | Promise<Caller>;
    try {
      caller = authenticator.authenticate(credential, scope.ip, scope.nowMs);
    } catch (error) {
      done(toApiError(error));
      return;
    }
    if (caller instanceof Promise) caller.then(admit, (error: unknown) => done(toApiError(error)));
    else admit(caller);
  };
}
