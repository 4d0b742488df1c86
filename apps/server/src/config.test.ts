import { createApiKey } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { ConfigError, isLoopbackHost, parseConfig } from './config.js';

const machine = { isTerminal: false, memoryBytes: 8 * 2 ** 30 };
const parse = (environment: Record<string, string>) => parseConfig(environment, machine);

function errorOf(environment: Record<string, string>): ConfigError {
  try {
    parse(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  return expect.fail('the environment was taken');
}

describe('parseConfig', () => {
  it('needs nothing', () => {
    expect(parse({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDir: './data',
      database: null,
      ownerKey: null,
      signup: 'open',
      billing: 'off',
      payments: null,
      defaultPlan: 'self-hosted',
      plansFile: null,
      embedder: { kind: 'minilm' },
      previousEmbedder: null,
      corsOrigins: [],
      retentionDays: 30,
      recallBudgetBytes: 2 * 2 ** 30,
      metricsToken: null,
      trustedProxies: [],
      logLevel: 'info',
      logFormat: 'json',
      signupsPerHour: 5,
      authFailuresPerMinute: 60,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parse({ PORT: '', HOST: ' ', OWNER_KEY: '', DATABASE_URL: '', SIGNUP: '' })).toEqual(parse({}));
  });

  it('reads how to reach a database', () => {
    const url = 'postgres://memory:secret@db.example.com:6432/memory?sslmode=require';
    expect(parse({ DATABASE_URL: url }).database).toEqual({
      url,
      adminUrl: url,
      poolSize: 10,
      statementTimeoutMs: 15_000,
      lockTimeoutMs: 5000,
    });
    const all = { DATABASE_ADMIN_URL: 'postgresql://admin@db/memory', DATABASE_POOL_SIZE: '3' };
    const times = { DATABASE_STATEMENT_TIMEOUT_MS: '2000', DATABASE_LOCK_TIMEOUT_MS: '500' };
    expect(parse({ DATABASE_URL: url, ...all, ...times }).database).toEqual({
      url,
      adminUrl: 'postgresql://admin@db/memory',
      poolSize: 3,
      statementTimeoutMs: 2000,
      lockTimeoutMs: 500,
    });
  });

  it('reads what is set', () => {
    const ownerKey = createApiKey('live');
    const config = parse({
      HOST: '0.0.0.0',
      PORT: '0',
      DATA_DIR: '/var/lib/memory',
      OWNER_KEY: ownerKey,
      SIGNUP: 'open',
      EMBEDDER: 'openai',
      EMBEDDER_BASE_URL: 'http://localhost:11434/v1',
      EMBEDDER_MODEL: 'nomic-embed-text',
      EMBEDDER_PREVIOUS_BASE_URL: 'http://localhost:1/v1',
      EMBEDDER_PREVIOUS_MODEL: 'before',
      EMBEDDER_PREVIOUS_API_KEY: 'k',
      CORS_ORIGINS: 'https://a.example.com, https://b.example.com',
      RETENTION_DAYS: '7',
      RECALL_MEMORY_MB: '256',
      METRICS_TOKEN: 'a-long-enough-token',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      LOG_LEVEL: 'trace',
      LOG_FORMAT: 'pretty',
      BILLING: 'off',
      STRIPE_API_KEY: 'rk_live_a1',
      STRIPE_WEBHOOK_SECRET: 'whsec_b2',
      STRIPE_API_BASE: 'http://localhost:12111',
      DEFAULT_PLAN: 'free',
      PLANS_FILE: '/etc/memory/plans.yaml',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      dataDir: '/var/lib/memory',
      ownerKey,
      signup: 'open',
      billing: 'off',
      payments: { apiKey: 'rk_live_a1', webhookSecret: 'whsec_b2', apiBase: 'http://localhost:12111' },
      defaultPlan: 'free',
      plansFile: '/etc/memory/plans.yaml',
      embedder: { kind: 'openai', baseUrl: 'http://localhost:11434/v1', model: 'nomic-embed-text', apiKey: null },
      previousEmbedder: { kind: 'openai', baseUrl: 'http://localhost:1/v1', model: 'before', apiKey: 'k' },
      corsOrigins: ['https://a.example.com', 'https://b.example.com'],
      retentionDays: 7,
      recallBudgetBytes: 256 * 2 ** 20,
      metricsToken: 'a-long-enough-token',
      trustedProxies: ['10.0.0.0/8', '::1'],
      logLevel: 'trace',
      logFormat: 'pretty',
    });
  });

  it('closes signup where others can reach the server, unless told otherwise', () => {
    expect(parse({ HOST: '0.0.0.0' }).signup).toBe('closed');
    expect(parse({ HOST: '::1' }).signup).toBe('open');
    expect(parse({ SIGNUP: 'closed' }).signup).toBe('closed');
  });

  it('writes for people on a terminal', () => {
    expect(parseConfig({}, { ...machine, isTerminal: true }).logFormat).toBe('pretty');
  });

  it('takes TRUST_PROXY=false for nobody', () => {
    expect(parse({ TRUST_PROXY: 'false' }).trustedProxies).toEqual([]);
  });

  it.each([
    ['PORT', '65536', 'takes a whole number from 0 to 65535'],
    ['PORT', '80a', 'takes a whole number'],
    ['PORT', '-1', 'takes a whole number'],
    ['SIGNUP', 'yes', 'takes one of open, closed'],
    ['EMBEDDER', 'magic', 'takes one of minilm, openai'],
    ['RETENTION_DAYS', '1.5', 'takes a whole number'],
    ['RECALL_MEMORY_MB', '1', 'takes a whole number from 16'],
    ['OWNER_KEY', 'secret', 'takes a live API key'],
    ['OWNER_KEY', createApiKey('test'), 'takes a live API key'],
    ['CORS_ORIGINS', 'https://a.example.com/path', 'takes origins'],
    ['CORS_ORIGINS', 'a.example.com', 'takes origins'],
    ['METRICS_TOKEN', 'short', 'takes 16 or more'],
    ['TRUST_PROXY', 'true', 'takes false, or addresses'],
    ['TRUST_PROXY', 'proxy.example.com', 'takes false, or addresses'],
    ['LOG_LEVEL', 'loud', 'takes one of trace, debug, info'],
    ['LOG_FORMAT', 'xml', 'takes one of pretty, json'],
    ['SIGNUPS_PER_HOUR', '0', 'takes a whole number from 1'],
    ['AUTH_FAILURES_PER_MINUTE', 'none', 'takes a whole number from 1'],
    ['BILLING', 'yes', 'takes one of on, off'],
    ['DATABASE_URL', 'mysql://localhost/memory', 'takes the URL of a PostgreSQL database'],
    ['DATABASE_URL', 'postgres:me:secret@db/memory', 'takes the URL of a PostgreSQL database'],
    ['DATABASE_URL', 'localhost:5432', 'takes the URL of a PostgreSQL database'],
    ['DATABASE_ADMIN_URL', 'memory', 'takes the URL of a PostgreSQL database'],
    ['DATABASE_ADMIN_URL', 'postgres://localhost/memory', 'means nothing without DATABASE_URL'],
    ['DATABASE_POOL_SIZE', '20', 'means nothing without DATABASE_URL'],
    ['DATABASE_POOL_SIZE', '1', 'takes a whole number from 2 to 1000'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '0', 'takes a whole number from 100 to 3600000'],
    ['DATABASE_LOCK_TIMEOUT_MS', '5s', 'takes a whole number from 100 to 3600000'],
    ['STRIPE_API_KEY', 'pk_live_1', 'takes a secret or restricted key'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_1', 'means nothing without STRIPE_API_KEY'],
    ['STRIPE_API_BASE', 'http://localhost', 'means nothing without STRIPE_API_KEY'],
    ['REDIS_URL', 'redis://localhost', 'is not supported by this version'],
  ])('refuses %s=%s in one line that names it', (variable, value, takes) => {
    const error = errorOf({ [variable]: value });
    expect(error.variable).toBe(variable);
    expect(error.message).toMatch(new RegExp(`^${variable} ${takes}`));
    expect(error.message).not.toContain('\n');
  });

  it('never repeats the value of a secret', () => {
    expect(errorOf({ OWNER_KEY: 'hunter2' }).message).not.toContain('hunter2');
    expect(errorOf({ METRICS_TOKEN: 'hunter2' }).message).not.toContain('hunter2');
    expect(errorOf({ STRIPE_API_KEY: 'hunter2' }).message).not.toContain('hunter2');
    const stripe = { STRIPE_API_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'hunter2' };
    expect(errorOf(stripe).message).toMatch(/^STRIPE_WEBHOOK_SECRET takes the signing secret [^2]*$/);
  });

  it.each([
    [{ STRIPE_API_KEY: 'sk_live_1' }, 'STRIPE_WEBHOOK_SECRET'],
    [{ STRIPE_API_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1', STRIPE_API_BASE: 'ftp://x' }, 'STRIPE_API_BASE'],
    [{ EMBEDDER: 'openai' }, 'EMBEDDER_BASE_URL'],
    [{ EMBEDDER: 'openai', EMBEDDER_BASE_URL: 'ftp://x' }, 'EMBEDDER_BASE_URL'],
    [{ EMBEDDER: 'openai', EMBEDDER_BASE_URL: 'http://x' }, 'EMBEDDER_MODEL'],
    [{ EMBEDDER_PREVIOUS_MODEL: 'm' }, 'EMBEDDER_PREVIOUS_BASE_URL'],
    [{ EMBEDDER_PREVIOUS_BASE_URL: 'http://x' }, 'EMBEDDER_PREVIOUS_MODEL'],
  ])('says what %j lacks', (environment, variable) => {
    expect(errorOf(environment).variable).toBe(variable);
  });
});

describe('isLoopbackHost', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', '::ffff:127.0.0.1'])('takes %s for this machine', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.com'])('takes %s for the world', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
