import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@memory-api/contract';
import { createEmbeddingDesk } from './embedding-desk.js';
import { loadMinilmModel } from './load-minilm-model.js';
import { createNativeGate } from './native-gate.js';
import type { FromMinilmWorker, MinilmWorkerSettings, ToMinilmWorker } from './minilm-protocol.js';

invariant(parentPort !== null, 'this file is started as a worker');
const port = parentPort;
const post = (message: FromMinilmWorker): void => port.postMessage(message);

const { threads, gateMemory } = workerData as MinilmWorkerSettings;
const model = await loadMinilmModel({ threads, gate: createNativeGate(gateMemory) });
const desk = createEmbeddingDesk({ model, post });
// Messages wait in the port until somebody listens: none is lost while the model loads.
port.on('message', (message: ToMinilmWorker) => {
  if (message.type === 'embed') desk.embed(message);
  else if (message.type === 'cancel') desk.cancel(message.id);
  else {
    desk.close();
    port.close();
  }
});
post({ type: 'ready' });
