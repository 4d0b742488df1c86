import { ApiError } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import { registerOperation } from '../../http/route.js';
import { toBillingPeriod } from '../../plans/billing-period.js';
import { finishBill, type DraftBill } from './draft-bill.js';
import { toWireDraft, toWireInvoice } from './invoice-mapper.js';

/** What the routes of billing are made of. */
export interface BillingRoutesParts {
  readonly storage: Pick<Storage, 'invoices' | 'credits'>;
  readonly draftBill: DraftBill;
}

/** The routes of the room `billing`, as a plugin. */
export function createBillingRoutes({ storage, draftBill }: BillingRoutesParts): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'previewInvoice', async (_input, { caller, nowMs }) => {
      const period = toBillingPeriod(nowMs);
      const draft = await draftBill(caller.organization, period, { untilMs: nowMs, nowMs });
      return { data: toWireDraft(period, finishBill(draft, await storage.credits.list(caller.tenant.orgId))) };
    });

    registerOperation(app, 'listInvoices', async ({ query }, { caller }) => {
      const request = toPageRequest(query);
      const page = await storage.invoices.list(caller.tenant.orgId, request);
      return { data: page.items.map(toWireInvoice), pagination: toPagination(request, page) };
    });

    registerOperation(app, 'getInvoice', async ({ params }, { caller }) => {
      const invoice = await storage.invoices.get(caller.tenant.orgId, params.invoice_id);
      if (invoice === null) throw new ApiError({ code: 'INVOICE_NOT_FOUND' });
      return { data: toWireInvoice(invoice) };
    });
  };
}
