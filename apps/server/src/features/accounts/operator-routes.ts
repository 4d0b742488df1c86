import { ApiError, type OperatorCredit, type OperatorOrganization } from '@memory-api/contract';
import { toPresentOrganization, type Credit, type Organization, type Storage } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import { registerOperation } from '../../http/route.js';
import { NO_AGREEMENT } from '../../plans/apply-agreement.js';
import type { Plans } from '../../plans/plans.js';
import type { ResolvePlan } from '../../plans/resolve-plan.js';
import type { AddCredit } from './add-credit.js';
import { toWireOrganization } from './operator-mapper.js';
import type { UpdateOrganization } from './update-organization.js';

/** What the routes of whoever runs the server are made of. */
export interface OperatorParts {
  readonly storage: Pick<Storage, 'organizations'>;
  readonly updateOrganization: UpdateOrganization;
  readonly addCredit: AddCredit;
  readonly resolvePlan: ResolvePlan;
  readonly plans: Pick<Plans, 'find' | 'getPriceList'>;
  /** Called after a change of an organization is committed, before it's answered. */
  readonly onAccountChanged: () => void;
}

/** The routes for whoever runs the server, about every organization on it. */
export function createOperatorRoutes(parts: OperatorParts): (app: FastifyInstance) => void {
  const { storage, updateOrganization, addCredit, resolvePlan, plans, onAccountChanged } = parts;
  const planNameOf = (planId: string): string => plans.find(planId)?.name ?? planId;

  function toWire(stored: Organization, nowMs: number): OperatorOrganization {
    const organization = toPresentOrganization(stored, nowMs);
    const plan = resolvePlan(organization, nowMs);
    const listed = plans.getPriceList().agreements.get(organization.id);
    const agreement = organization.agreement ?? listed ?? NO_AGREEMENT;
    return toWireOrganization(organization, { agreement, plan }, planNameOf);
  }

  return (app) => {
    registerOperation(app, 'listOrganizations', async ({ query }, { nowMs }) => {
      const request = toPageRequest(query);
      const { search: text, plan_id: planId } = query;
      const page = await storage.organizations.search({ ...request, text, planId, nowMs });
      return { data: page.items.map((item) => toWire(item, nowMs)), pagination: toPagination(request, page) };
    });

    registerOperation(app, 'getOrganization', async ({ params }, { nowMs }) => {
      const organization = await storage.organizations.get(params.org_id);
      if (organization === null) throw new ApiError({ code: 'NOT_FOUND' });
      return { data: toWire(organization, nowMs) };
    });

    registerOperation(app, 'updateOrganization', async ({ params, body }, context) =>
      context
        .write(async (tx) => ({
          data: toWire(await updateOrganization(tx, context, { orgId: params.org_id, body }), context.nowMs),
        }))
        .finally(onAccountChanged),
    );

    registerOperation(app, 'addCredit', async ({ params, body }, context) =>
      context.write(async (tx) => ({
        data: toWireCredit(await addCredit(tx, context, { orgId: params.org_id, body })),
      })),
    );
  };
}

function toWireCredit({ id, orgId, amountCents, note, expiresAtMs, createdAtMs }: Credit): OperatorCredit {
  return {
    id,
    org_id: orgId,
    amount_cents: amountCents,
    note,
    expires_at: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    created_at: new Date(createdAtMs).toISOString(),
  };
}
