import { readConfig } from '../config.js';
import type { Metering } from '../http/metering.js';
import { createLog } from '../log.js';
import { startServer } from '../start-server.js';

// The entry of a process of its own: the server with a ledger that SIGUSR2 turns off and on, for the measurement of what
// it costs. Nothing that a server can be set to leads here.

let isOn = true;
process.on('SIGUSR2', () => (isOn = !isOn));

function withSwitch(metering: Metering): Metering {
  return {
    keep: async (...call) => {
      if (isOn) await metering.keep(...call);
    },
    settle: (scope, status, done) => {
      if (isOn) metering.settle(scope, status, done);
      else done(false);
    },
  };
}

const config = readConfig();
const { logger } = await createLog(config);
const server = await startServer({ config, logger, showOwnerKey: null, wrapMetering: withSwitch });
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
