import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { createValidationError } from '../../http/error-answer.js';
import { registerOperation } from '../../http/route.js';
import { toCsv, toJson } from '../../http/row-file.js';
import { toBillingPeriod, toPeriodName } from '../../plans/billing-period.js';
import { COST_COLUMNS, reportCosts, toMonth, type CostReportParts } from './cost-report.js';

/** The route of what organizations bring and cost, for whoever runs the server. */
export function createCostRoutes(parts: CostReportParts): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'getCosts', async ({ query }, { nowMs }) => {
      const { month = toPeriodName(toBillingPeriod(nowMs)), format = 'json' } = query;
      const period = toMonth(month);
      if (period.fromMs > nowMs) throw createValidationError([{ field: 'month', message: 'must have begun' }]);
      const rows = reportCosts(parts, period, nowMs);
      const [data, type] =
        format === 'csv'
          ? ([Readable.from(toCsv(COST_COLUMNS, rows)), 'text/csv'] as const)
          : ([Readable.from(toJson(rows)), 'application/json'] as const);
      const headers = {
        'content-type': `${type}; charset=utf-8`,
        'content-disposition': `attachment; filename="costs-${month}.${format}"`,
      };
      return { data, headers };
    });
  };
}
