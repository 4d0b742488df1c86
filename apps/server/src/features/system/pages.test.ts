import { createOpenApiDocument } from '@memory-api/contract/openapi';
import { describe, expect, it } from 'vitest';
import { createExplorerPage, createFirstCommands, createWelcomePage, PAGE_HEADERS } from './pages.js';

const COMPONENT_SCHEMES: unknown = Reflect.get(Object(createOpenApiDocument()['components']), 'securitySchemes');

describe('createExplorerPage', () => {
  it('loads its script from this server, and nothing from anywhere else', () => {
    const page = createExplorerPage();
    expect(page).toContain('<script src="/docs/scalar.js"></script>');
    expect(page).toContain('data-url="/openapi.json"');
    expect(page).not.toMatch(/https?:/);
  });

  it('is told to use no proxy, no foreign fonts and no telemetry', () => {
    const attribute = /data-configuration="([^"]*)"/.exec(createExplorerPage())?.[1] ?? '';
    expect(JSON.parse(attribute.replaceAll('&quot;', '"'))).toMatchObject({
      proxyUrl: '',
      withDefaultFonts: false,
      telemetry: false,
      authentication: { preferredSecurityScheme: 'bearerAuth' },
    });
    expect(COMPONENT_SCHEMES).toHaveProperty('bearerAuth');
  });
});

describe('PAGE_HEADERS', () => {
  it('let a page reach this server alone', () => {
    const policy = PAGE_HEADERS['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('http');
    expect(policy).not.toContain('unsafe-eval');
  });
});

describe('createWelcomePage', () => {
  const facts = { baseUrl: 'http://localhost:8080', version: '1.2.3', isSignupOpen: true };

  it('shows where to go and what to type', () => {
    const page = createWelcomePage(facts);
    for (const link of ['/docs', '/docs/errors', '/openapi.json', '/health']) expect(page).toContain(`href="${link}"`);
    expect(page).toContain('curl http://localhost:8080/v1/signup');
  });

  it('says where a key comes from before it uses one, and speaks of signing up only where one can', () => {
    const [open, closed] = [true, false].map((isSignupOpen) => createWelcomePage({ ...facts, isSignupOpen }));
    for (const page of [open ?? '', closed ?? '']) {
      expect(page.indexOf('export API_KEY=')).toBeGreaterThan(0);
      expect(page.indexOf('export API_KEY=')).toBeLessThan(page.indexOf('$API_KEY'));
    }
    expect(open).toContain('No key yet?');
    expect(closed).not.toContain('signup');
  });

  it('makes no browser ask for an icon, as the explorer makes none', () => {
    for (const page of [createWelcomePage(facts), createExplorerPage()]) {
      expect(page).toContain('<link rel="icon" href="data:,">');
    }
  });

  it('writes nothing into the page that a caller could have made up', () => {
    expect(createWelcomePage({ ...facts, baseUrl: '"><script>' })).not.toContain('"><script>');
  });
});

describe('createFirstCommands', () => {
  it('send the key that the environment holds', () => {
    const commands = createFirstCommands('http://h');
    expect(commands.map((command) => /http:\/\/h\S+/.exec(command)?.[0])).toEqual([
      'http://h/v1/memories',
      'http://h/v1/query',
    ]);
    for (const command of commands) expect(command).toContain('Bearer $API_KEY');
  });
});
