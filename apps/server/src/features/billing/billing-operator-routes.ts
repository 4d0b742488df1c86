import { ApiError } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import { registerOperation } from '../../http/route.js';
import { toWireInvoice } from './invoice-mapper.js';
import type { ReissueInvoice } from './reissue-invoice.js';
import type { SettleInvoice } from './settle-invoice.js';

/** What the operator's routes of billing are made of. */
export interface BillingOperatorParts {
  readonly storage: Pick<Storage, 'organizations' | 'invoices'>;
  readonly settleInvoice: SettleInvoice;
  readonly reissueInvoice: ReissueInvoice;
}

/** The routes for whoever runs the server, about the invoices of every organization. */
export function createBillingOperatorRoutes(parts: BillingOperatorParts): (app: FastifyInstance) => void {
  const { storage, settleInvoice, reissueInvoice } = parts;
  return (app) => {
    registerOperation(app, 'listOrganizationInvoices', async ({ params, query }) => {
      if ((await storage.organizations.get(params.org_id)) === null) throw new ApiError({ code: 'NOT_FOUND' });
      const request = toPageRequest(query);
      const page = await storage.invoices.list(params.org_id, request);
      return { data: page.items.map(toWireInvoice), pagination: toPagination(request, page) };
    });

    registerOperation(app, 'reissueInvoice', async ({ params }, context) => {
      const { org_id: orgId, invoice_id: invoiceId } = params;
      const reissue = await reissueInvoice({ orgId, invoiceId }, context.nowMs);
      return context.write(async (tx) => {
        const { voided, invoice } = await reissue(tx, context);
        return {
          data: { voided: toWireInvoice(voided), invoice: invoice === null ? null : toWireInvoice(invoice) },
        };
      });
    });

    for (const [id, status] of [
      ['markInvoicePaid', 'paid'],
      ['voidInvoice', 'void'],
    ] as const) {
      registerOperation(app, id, async ({ params: { org_id: orgId, invoice_id: invoiceId } }, context) =>
        context.write(async (tx) => {
          const { invoice, isChanged } = await settleInvoice(tx, context, { orgId, invoiceId, status });
          return { data: toWireInvoice(invoice), effect: isChanged };
        }),
      );
    }
  };
}
