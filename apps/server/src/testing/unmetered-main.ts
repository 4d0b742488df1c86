import { readConfig } from '../config.js';
import type { Metering } from '../http/metering.js';
import { createLog } from '../log.js';
import { startServer } from '../start-server.js';

// The entry of a process of its own: the server without its ledger, for the measurement of what the ledger costs.
// Nothing that a server can be set to leads here.

const NOTHING_COUNTED: Metering = { keep: async () => undefined, settle: (_scope, _status, done) => done(false) };

const config = readConfig();
const { logger } = await createLog(config);
const server = await startServer({ config, logger, showOwnerKey: null, metering: NOTHING_COUNTED });
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
