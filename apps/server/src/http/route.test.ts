import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { addRouteGuard } from './route.js';

describe('addRouteGuard', () => {
  it('refuses a route that has no entry in the table of operations', () => {
    const app = fastify();
    addRouteGuard(app);
    expect(() => app.get('/v1/backdoor', () => 'open')).toThrow('the route /v1/backdoor is an operation');
  });

  it('takes a route of an operation, and a file of a page', () => {
    const app = fastify();
    addRouteGuard(app);
    app.get('/livez', { config: { operationId: 'getLiveness' } }, () => 'alive');
    app.get('/docs/script.js', { config: { isPageFile: true } }, () => 'script');
    expect(app.hasRoute({ method: 'GET', url: '/livez' })).toBe(true);
    expect(app.hasRoute({ method: 'GET', url: '/docs/script.js' })).toBe(true);
  });
});
