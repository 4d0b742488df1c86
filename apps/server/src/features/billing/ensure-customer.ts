import { invariant } from '@memory-api/contract';
import type { PaymentCustomer, Storage } from '@memory-api/storage';
import type { PaymentProvider } from './payment-provider.js';

/** Finds the customer that an organization is to the provider, or makes it. */
export type EnsureCustomer = (orgId: string) => Promise<PaymentCustomer>;

/** Makes the use case. Two at the same time make one customer: the provider is asked under the same key. */
export function createEnsureCustomer(parts: {
  readonly storage: Pick<Storage, 'organizations' | 'payments' | 'write'>;
  readonly provider: Pick<PaymentProvider, 'createCustomer'>;
}): EnsureCustomer {
  const { storage, provider } = parts;
  const { organizations, payments } = storage;
  return async (orgId) => {
    const known = await payments.getCustomer(orgId);
    if (known !== null) return known;
    const organization = await organizations.get(orgId);
    invariant(organization !== null, 'whoever pays is an organization');
    const { name, email } = organization;
    const customerId = await provider.createCustomer({ orgId, name, email });
    return storage.write(async (tx) => {
      await organizations.lock(tx, orgId);
      const present = await payments.getCustomer(orgId, { tx });
      const customer = present ?? { orgId, customerId, hasPaymentMethod: false };
      if (present === null) await payments.saveCustomer(tx, customer);
      return customer;
    });
  };
}
