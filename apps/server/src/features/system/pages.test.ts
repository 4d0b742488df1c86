import { describe, expect, it } from 'vitest';
import { createExplorerPage, createFirstCommands, createWelcomePage, PAGE_HEADERS } from './pages.js';

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
    });
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

  it('writes nothing into the page that a caller could have made up', () => {
    expect(createWelcomePage({ ...facts, baseUrl: '"><script>' })).not.toContain('"><script>');
  });
});

describe('createFirstCommands', () => {
  it('speak of signing up only where one can', () => {
    const facts = { baseUrl: 'http://h', isSignupOpen: false };
    expect(createFirstCommands(facts).join()).not.toContain('signup');
    expect(createFirstCommands({ ...facts, isSignupOpen: true })[0]).toContain('/v1/signup');
  });
});
