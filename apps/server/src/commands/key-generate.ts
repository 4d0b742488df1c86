import { createApiKey } from '@memory-api/contract';

// Alone on its line, so that `OWNER_KEY=$(npm run -s key:generate)` works.
process.stdout.write(`${createApiKey('live')}\n`);
