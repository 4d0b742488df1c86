import type { FastifyInstance } from 'fastify';
import { registerOperation } from '../../http/route.js';
import type { AddCorrection } from './add-correction.js';

/** The route with which whoever runs the server corrects what was counted, as a plugin. */
export function createCorrectionRoutes(addCorrection: AddCorrection): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'addUsageCorrection', async ({ params, body }, context) =>
      context.write(async (tx) => ({ data: await addCorrection(tx, context, { orgId: params.org_id, body }) })),
    );
  };
}
