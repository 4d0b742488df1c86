import { ApiError } from '@memory-api/contract';
import type { FastifyInstance } from 'fastify';
import { registerOperation } from '../../http/route.js';
import type { EnsureCustomer } from './ensure-customer.js';
import type { PaymentProvider } from './payment-provider.js';
import type { TakeEvent } from './take-event.js';

/** What payments are made of, where a provider is set up. */
export interface PaymentParts {
  readonly provider: PaymentProvider;
  readonly ensureCustomer: EnsureCustomer;
  readonly takeEvent: TakeEvent;
}

/** The routes of payments, as a plugin; null: nobody collects, and each says so. */
export function createPaymentRoutes(parts: PaymentParts | null): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'createCheckout', async ({ body }, { caller }) => {
      const { provider, ensureCustomer } = requireParts(parts);
      const { orgId } = caller.tenant;
      try {
        const { customerId } = await ensureCustomer(orgId);
        return { data: { url: await provider.createCheckout({ orgId, customerId, returnUrl: body.return_url }) } };
      } catch (cause) {
        throw new ApiError({ code: 'PAYMENT_PROVIDER_UNAVAILABLE', cause });
      }
    });

    registerOperation(app, 'receiveStripeEvent', async ({ headers }, { bodyBytes, nowMs }) => {
      const { provider, takeEvent } = requireParts(parts);
      const signature = headers['stripe-signature'];
      const bytes = bodyBytes ?? Buffer.alloc(0);
      const incoming = provider.parseEvent(bytes, typeof signature === 'string' ? signature : undefined, nowMs);
      await takeEvent(incoming, nowMs);
      return { data: { received: true } };
    });
  };
}

function requireParts(parts: PaymentParts | null): PaymentParts {
  if (parts !== null) return parts;
  throw new ApiError({ code: 'PAYMENTS_NOT_SET_UP' });
}
