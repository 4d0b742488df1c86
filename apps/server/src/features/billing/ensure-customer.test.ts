import type { Organization, PaymentCustomer } from '@memory-api/storage';
import { beforeEach, expect, it } from 'vitest';
import { createEnsureCustomer } from './ensure-customer.js';

const ORGANIZATION = { id: 'org_a', name: 'Harbour Travel', email: 'dana@example.com' } as Organization;

const made: object[] = [];
let kept: PaymentCustomer | null = null;
/** Happens while the provider is being asked. */
let meanwhile = (): void => {};

const ensureCustomer = createEnsureCustomer({
  storage: {
    organizations: { get: async () => ORGANIZATION, lock: async () => {} } as never,
    payments: {
      getCustomer: async () => kept,
      saveCustomer: async (_tx: unknown, customer: PaymentCustomer) => {
        kept = customer;
      },
    } as never,
    write: async (body) => body({} as never),
  },
  provider: {
    createCustomer: async (customer) => {
      made.push(customer);
      meanwhile();
      return 'cus_new';
    },
  },
});

beforeEach(() => {
  made.splice(0);
  kept = null;
  meanwhile = () => {};
});

it('makes a customer of an organization, once', async () => {
  const customer = { orgId: 'org_a', customerId: 'cus_new', hasPaymentMethod: false };
  expect(await ensureCustomer('org_a')).toEqual(customer);
  expect(await ensureCustomer('org_a')).toEqual(customer);
  expect(made).toEqual([{ orgId: 'org_a', name: 'Harbour Travel', email: 'dana@example.com' }]);
});

it('goes by what somebody else has kept meanwhile', async () => {
  const other = { orgId: 'org_a', customerId: 'cus_other', hasPaymentMethod: true };
  meanwhile = () => {
    kept = other;
  };
  expect(await ensureCustomer('org_a')).toEqual(other);
  expect(kept).toEqual(other);
});
