import type { Account, CreatedApiKey } from '@memory-api/contract';
import type { Organization } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { registerOperation } from '../../http/route.js';
import type { Plans } from '../../plans/plans.js';
import { toWireAccount } from './account-mapper.js';
import type { AccountsService } from './accounts-service.js';
import type { ChangePlan } from './change-plan.js';

/** What the routes of accounts are made of. `Issued` is the room `api-keys`' own word for a new key. */
export interface AccountsParts<Issued> {
  readonly service: AccountsService<Issued>;
  readonly changePlan: ChangePlan;
  readonly toWireCreatedKey: (issued: Issued) => CreatedApiKey;
  readonly plans: Pick<Plans, 'find'>;
  /** Called after a change of an organization is committed, before it's answered. */
  readonly onAccountChanged: () => void;
}

/** The routes of the room `accounts`, as a plugin. */
export function createAccountsRoutes<Issued>(parts: AccountsParts<Issued>): (app: FastifyInstance) => void {
  const { service, changePlan, toWireCreatedKey, plans, onAccountChanged } = parts;
  const toWire = (organization: Organization): Account => toWireAccount(organization, plans.find);
  return (app) => {
    registerOperation(app, 'signUp', async ({ body }, context) => {
      const signup = { name: body.name, email: body.email, planId: body.plan_id ?? null };
      service.admitSignup(signup, context);
      return context.write(async (tx) => ({
        data: toWireCreatedKey(await service.signUp(tx, signup, context)),
        headers: { 'cache-control': 'no-store' },
        secret: true,
      }));
    });

    registerOperation(app, 'getAccount', async (_input, { caller }) => ({
      data: toWire(caller.organization),
    }));

    registerOperation(app, 'updateAccount', async ({ body }, context) =>
      context
        .write(async (tx) => {
          const { name, email } = body;
          const patch = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
          return { data: toWire(await service.update(tx, context, patch)) };
        })
        .finally(onAccountChanged),
    );

    registerOperation(app, 'changePlan', async ({ body }, context) =>
      context
        .write(async (tx) => {
          const { organization, isChanged } = await changePlan(tx, context, body.plan_id);
          return { data: toWire(organization), effect: isChanged };
        })
        .finally(onAccountChanged),
    );
  };
}
