import { createErrorsHtml } from '@memory-api/contract';
import { createOpenApiDocument } from '@memory-api/contract/openapi';
import type { FastifyInstance } from 'fastify';
import { registerOperation } from '../../http/route.js';
import { createExplorerScript } from './explorer-script.js';
import type { HealthReader } from './health.js';
import type { Metrics } from './metrics.js';
import { isForwarded, requireMetricsAccess } from './metrics-access.js';
import { createExplorerPage, createWelcomePage, EXPLORER_SCRIPT_PATH, PAGE_HEADERS } from './pages.js';

/** What the routes of the system are made of. */
export interface SystemParts {
  readonly health: HealthReader;
  readonly metrics: Pick<Metrics, 'render'>;
  readonly metricsToken: string | null;
  readonly isProxyTrusted: boolean;
  readonly isSignupOpen: boolean;
  readonly version: string;
}

/** The routes of the room `system`, as a plugin: all of them open. */
export function createSystemRoutes(parts: SystemParts): (app: FastifyInstance) => void {
  return (app) => {
    registerHealth(app, parts);
    registerMetrics(app, parts);
    registerDocuments(app);
    registerPages(app, parts);
  };
}

const NO_STORE = { 'cache-control': 'no-store' };

function registerHealth(app: FastifyInstance, { health }: SystemParts): void {
  registerOperation(app, 'getHealth', async () => {
    const data = await health.read();
    return { data, status: data.status === 'healthy' ? 200 : 503, headers: NO_STORE };
  });
  registerOperation(app, 'getLiveness', async () => ({ data: { status: 'ok' }, headers: NO_STORE }));
  registerOperation(app, 'getReadiness', async () => {
    const isReady = await health.isReady();
    return { data: { status: isReady ? 'ready' : 'not_ready' }, status: isReady ? 200 : 503, headers: NO_STORE };
  });
}

function registerMetrics(app: FastifyInstance, { metrics, metricsToken, isProxyTrusted }: SystemParts): void {
  registerOperation(app, 'getMetrics', async ({ headers }, { ip }) => {
    const { authorization } = headers;
    requireMetricsAccess({ ip, isForwarded: isForwarded(headers, isProxyTrusted), authorization }, metricsToken);
    return { data: await metrics.render(), headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } };
  });
}

function registerDocuments(app: FastifyInstance): void {
  const document = createOpenApiDocument();
  registerOperation(app, 'getOpenApiDocument', async (_input, { baseUrl }) => ({
    data: { ...document, servers: [{ url: baseUrl === '' ? '/' : baseUrl }] },
  }));
}

function registerPages(app: FastifyInstance, { version, isSignupOpen }: SystemParts): void {
  const explorerPage = createExplorerPage();
  const errorsPage = createErrorsHtml();
  const readScript = createExplorerScript();
  registerOperation(app, 'getWelcome', async ({ headers }, { baseUrl }) => {
    const facts = { baseUrl, version, isSignupOpen };
    if (headers.accept?.includes('application/json') === true) {
      return { data: toWelcomeJson(facts), headers: { 'content-type': 'application/json; charset=utf-8' } };
    }
    return { data: createWelcomePage(facts), headers: PAGE_HEADERS };
  });
  registerOperation(app, 'getDocs', async () => ({ data: explorerPage, headers: PAGE_HEADERS }));
  registerOperation(app, 'getErrorDocs', async () => ({ data: errorsPage, headers: PAGE_HEADERS }));
  app.get(EXPLORER_SCRIPT_PATH, { config: { isPageFile: true } }, async (_request, reply) =>
    reply
      .headers({
        'content-type': 'text/javascript; charset=utf-8',
        'content-encoding': 'gzip',
        'cache-control': 'public, max-age=3600',
        'x-content-type-options': 'nosniff',
      })
      .send(await readScript()),
  );
}

function toWelcomeJson({ baseUrl, version }: { readonly baseUrl: string; readonly version: string }): string {
  return JSON.stringify({
    name: 'Memory API',
    version,
    documentation: `${baseUrl}/docs`,
    openapi: `${baseUrl}/openapi.json`,
    errors: `${baseUrl}/docs/errors`,
    health: `${baseUrl}/health`,
  });
}
