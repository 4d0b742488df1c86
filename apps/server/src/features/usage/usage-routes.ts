import { ApiError, type Environment, type UsageHistoryQuery } from '@memory-api/contract';
import type { UsageAlertStore, UsageGrouping } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import { registerOperation } from '../../http/route.js';
import { exportUsage, type UsageExportParts } from './usage-export.js';
import { toWireAlert } from './usage-mapper.js';
import type { UsageRequest, UsageService } from './usage-service.js';

const DEFAULT_DAYS = 30;

/** What the routes of usage are made of. */
export interface UsageRoutesParts {
  readonly service: UsageService;
  readonly alerts: Pick<UsageAlertStore, 'list'>;
  readonly exportParts: UsageExportParts;
}

/** The routes of the room `usage`, as a plugin. */
export function createUsageRoutes({ service, alerts, exportParts }: UsageRoutesParts): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'getUsage', async ({ query }, context) => ({
      data: await service.summary(toRequest(context, query.environment)),
    }));

    registerOperation(app, 'getUsageHistory', async ({ query }, context) => {
      const request = toRequest(context, query.environment);
      return { data: await service.history(request, query.days ?? DEFAULT_DAYS, toGrouping(query.group_by)) };
    });

    registerOperation(app, 'getUsageProjection', async ({ query }, context) => ({
      data: await service.projection(toRequest(context, query.environment)),
    }));

    registerOperation(app, 'listUsageAlerts', async ({ query }, { caller }) => {
      const request = toPageRequest(query);
      const page = await alerts.list(caller.tenant.orgId, request);
      return { data: page.items.map(toWireAlert), pagination: toPagination(request, page) };
    });

    registerOperation(app, 'exportUsage', async ({ query }, context) => {
      const request = toRequest(context, query.environment);
      const options = {
        days: query.days ?? DEFAULT_DAYS,
        format: query.format ?? 'csv',
        // As in the list of keys, which wants the same scope.
        showsKeyNames: context.caller.key.scopes.includes('admin'),
      };
      const { name, contentType, stream } = exportUsage(exportParts, request, options);
      const headers = { 'content-type': contentType, 'content-disposition': `attachment; filename="${name}"` };
      return { data: stream, headers };
    });
  };
}

function toRequest(
  { caller, nowMs }: Pick<AuthenticatedContext, 'caller' | 'nowMs'>,
  asked: Environment | undefined,
): UsageRequest {
  const own = caller.tenant.environment;
  const environment = asked ?? own;
  // The other way round a test key would see what production does.
  if (own === 'test' && environment === 'live') refuseLive();
  return { organization: caller.organization, plan: caller.plan, environment, nowMs };
}

function refuseLive(): never {
  throw new ApiError({
    code: 'INSUFFICIENT_PERMISSIONS',
    message: 'This needs a live key: a test key sees the sandbox only.',
    details: { required_environment: 'live', your_environment: 'test' },
  });
}

function toGrouping(groupBy: UsageHistoryQuery['group_by']): UsageGrouping | undefined {
  if (groupBy === undefined) return undefined;
  return groupBy === 'endpoint' ? 'operation' : 'key';
}
