import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { parse as parseDotenv } from 'dotenv';
import { parseApiKey } from '@memory-api/contract';
import { isPostgresUrl } from '@memory-api/storage';
import ipaddr from 'ipaddr.js';

/** Where vectors come from. */
export type EmbedderConfig = { readonly kind: 'minilm' } | OpenAiConfig;

/** An OpenAI-compatible endpoint. */
export interface OpenAiConfig {
  readonly kind: 'openai';
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly model: string;
}

/** PostgreSQL in the place of SQLite. */
export interface DatabaseConfig {
  readonly url: string;
  /** Of a user who may make tables and roles: `url`, unless another one is set. */
  readonly adminUrl: string;
  /** Most connections of this node at a time. */
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
}

/** Who collects what is billed. */
export interface PaymentsConfig {
  readonly apiKey: string;
  /** What the provider signs its webhooks with. */
  readonly webhookSecret: string;
  /** Another place than Stripe's own, such as a proxy; null: Stripe's. */
  readonly apiBase: string | null;
}

/** Everything that can be set from outside, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Null: the embedded database in `dataDir`. */
  readonly database: DatabaseConfig | null;
  /** The key of the owner organization that the operator chose; null: the first start makes one. */
  readonly ownerKey: string | null;
  readonly signup: 'open' | 'closed';
  readonly billing: 'on' | 'off';
  /** Null: invoices are settled by the operator. */
  readonly payments: PaymentsConfig | null;
  /** Id of the plan of a signup that names none. */
  readonly defaultPlan: string;
  /** Path of the file of plans; null: the one that comes with the server. */
  readonly plansFile: string | null;
  readonly embedder: EmbedderConfig;
  /** The endpoint that made the vectors of before: it goes on with questions while they are replaced. */
  readonly previousEmbedder: OpenAiConfig | null;
  /** Origins whose pages may call the API; `*` stands for every one. */
  readonly corsOrigins: readonly string[];
  readonly retentionDays: number;
  readonly recallBudgetBytes: number;
  readonly metricsToken: string | null;
  /** Addresses whose `X-Forwarded-For` is believed; empty: nobody's. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly logFormat: 'pretty' | 'json';
  readonly signupsPerHour: number;
  readonly authFailuresPerMinute: number;
}

/** A variable of the environment that doesn't hold what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** The variable at fault. */
  readonly variable: string;

  constructor(variable: string, takes: string) {
    super(`${variable} ${takes}`);
    this.variable = variable;
  }
}

/** What the defaults depend on besides the environment. */
export interface Machine {
  readonly isTerminal: boolean;
  readonly memoryBytes: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MEGABYTE = 1024 * 1024;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** Whether an address of `HOST` is reached from this machine alone. */
export function isLoopbackHost(host: string): boolean {
  if (host === 'localhost') return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

/**
 * Checks the environment and fills in the defaults of contract section 9.
 *
 * @throws ConfigError naming the first variable that doesn't hold what it takes.
 */
export function parseConfig(environment: Environment, machine: Machine): Config {
  refuseWhatIsNotHere(environment);
  const host = textOf(environment, 'HOST') ?? '127.0.0.1';
  const billing = choiceOf(environment, 'BILLING', ['on', 'off']) ?? 'off';
  return {
    host,
    port: wholeNumberOf(environment, 'PORT', { least: 0, most: 65_535, otherwise: 8080 }),
    dataDir: textOf(environment, 'DATA_DIR') ?? './data',
    database: databaseOf(environment),
    ownerKey: ownerKeyOf(environment),
    signup: choiceOf(environment, 'SIGNUP', ['open', 'closed']) ?? (isLoopbackHost(host) ? 'open' : 'closed'),
    billing,
    payments: paymentsOf(environment),
    // Whether there is such a plan shows when the file of plans is read.
    defaultPlan: textOf(environment, 'DEFAULT_PLAN') ?? (billing === 'on' ? 'free' : 'self-hosted'),
    plansFile: textOf(environment, 'PLANS_FILE'),
    embedder: embedderOf(environment),
    previousEmbedder: previousEmbedderOf(environment),
    corsOrigins: listOf(environment, 'CORS_ORIGINS', isOrigin, ORIGINS_TAKE),
    retentionDays: wholeNumberOf(environment, 'RETENTION_DAYS', {
      least: 0,
      most: 36_500,
      otherwise: 30,
    }),
    recallBudgetBytes: recallBudgetOf(environment, machine),
    metricsToken: metricsTokenOf(environment),
    trustedProxies: trustedProxiesOf(environment),
    logLevel: choiceOf(environment, 'LOG_LEVEL', LOG_LEVELS) ?? 'info',
    logFormat: choiceOf(environment, 'LOG_FORMAT', ['pretty', 'json']) ?? (machine.isTerminal ? 'pretty' : 'json'),
    signupsPerHour: limitOf(environment, 'SIGNUPS_PER_HOUR', 5),
    authFailuresPerMinute: limitOf(environment, 'AUTH_FAILURES_PER_MINUTE', 60),
  };
}

/**
 * Reads `.env` (if there is one) and the environment, which wins, once at start.
 *
 * @throws ConfigError as `parseConfig` does.
 */
export function readConfig(): Config {
  const constrained = process.constrainedMemory();
  const memoryBytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return parseConfig({ ...readDotenv(), ...process.env }, { isTerminal: process.stdout.isTTY, memoryBytes });
}

/** The environment of this process, for programs that it starts: `PATH`, `PGPASSWORD`. Settings come from `readConfig`. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

function readDotenv(): Record<string, string> {
  try {
    return parseDotenv(readFileSync('.env'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new ConfigError('.env', `can't be read: ${String(error)}`);
  }
}

/** An empty variable counts as unset: that is how compose files write "none". */
function textOf(environment: Environment, name: string): string | null {
  const text = environment[name]?.trim();
  return text === undefined || text === '' ? null : text;
}

function choiceOf<Choice extends string>(
  environment: Environment,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const text = textOf(environment, name);
  if (text === null) return null;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw new ConfigError(name, `takes one of ${choices.join(', ')}`);
  return choice;
}

function wholeNumberOf(
  environment: Environment,
  name: string,
  range: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = textOf(environment, name);
  if (text === null) return range.otherwise;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.least && value <= range.most) return value;
  throw new ConfigError(name, `takes a whole number from ${range.least} to ${range.most}`);
}

function limitOf(environment: Environment, name: string, otherwise: number): number {
  return wholeNumberOf(environment, name, { least: 1, most: 1_000_000, otherwise });
}

function listOf(
  environment: Environment,
  name: string,
  isItem: (item: string) => boolean,
  takes: string,
): readonly string[] {
  const items = (textOf(environment, name) ?? '').split(',').map((item) => item.trim());
  const named = items.filter((item) => item !== '');
  if (!named.every(isItem)) throw new ConfigError(name, takes);
  return named;
}

const ORIGINS_TAKE = 'takes origins separated by commas, such as https://app.example.com, or * for every one';

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function ownerKeyOf(environment: Environment): string | null {
  const key = textOf(environment, 'OWNER_KEY');
  if (key === null || parseApiKey(key)?.environment === 'live') return key;
  throw new ConfigError('OWNER_KEY', 'takes a live API key, as `npm run -s key:generate` makes one');
}

function databaseOf(environment: Environment): DatabaseConfig | null {
  const url = databaseUrlOf(environment, 'DATABASE_URL');
  const adminUrl = databaseUrlOf(environment, 'DATABASE_ADMIN_URL');
  const poolSize = wholeNumberOf(environment, 'DATABASE_POOL_SIZE', { least: 2, most: 1000, otherwise: 10 });
  const time = { least: 100, most: 3_600_000 };
  const statementTimeoutMs = wholeNumberOf(environment, 'DATABASE_STATEMENT_TIMEOUT_MS', {
    ...time,
    otherwise: 15_000,
  });
  const lockTimeoutMs = wholeNumberOf(environment, 'DATABASE_LOCK_TIMEOUT_MS', { ...time, otherwise: 5000 });
  if (url === null) refuseWithoutDatabase(environment);
  return url === null ? null : { url, adminUrl: adminUrl ?? url, poolSize, statementTimeoutMs, lockTimeoutMs };
}

// Whoever sets one of these believes that his data lies in a database.
function refuseWithoutDatabase(environment: Environment): void {
  const names = [
    'DATABASE_ADMIN_URL',
    'DATABASE_POOL_SIZE',
    'DATABASE_STATEMENT_TIMEOUT_MS',
    'DATABASE_LOCK_TIMEOUT_MS',
  ];
  const named = names.find((name) => textOf(environment, name) !== null);
  if (named !== undefined) throw new ConfigError(named, 'means nothing without DATABASE_URL: set that, too');
}

function databaseUrlOf(environment: Environment, name: string): string | null {
  const url = textOf(environment, name);
  if (url === null || isPostgresUrl(url)) return url;
  throw new ConfigError(
    name,
    'takes the URL of a PostgreSQL database, such as postgres://user:password@host:5432/database',
  );
}

function embedderOf(environment: Environment): EmbedderConfig {
  const kind = choiceOf(environment, 'EMBEDDER', ['minilm', 'openai']) ?? 'minilm';
  if (kind === 'minilm') return { kind };
  return endpointOf(environment, 'EMBEDDER', 'when EMBEDDER=openai');
}

function previousEmbedderOf(environment: Environment): OpenAiConfig | null {
  const names = ['BASE_URL', 'MODEL', 'API_KEY'].map((name) => `EMBEDDER_PREVIOUS_${name}`);
  if (names.every((name) => textOf(environment, name) === null)) return null;
  return endpointOf(environment, 'EMBEDDER_PREVIOUS', 'when another EMBEDDER_PREVIOUS_… is set');
}

function endpointOf(environment: Environment, prefix: string, when: string): OpenAiConfig {
  const baseUrl = textOf(environment, `${prefix}_BASE_URL`);
  if (baseUrl === null || !isUrl(baseUrl)) {
    throw new ConfigError(`${prefix}_BASE_URL`, `takes the http(s) URL of an OpenAI-compatible endpoint ${when}`);
  }
  const model = textOf(environment, `${prefix}_MODEL`);
  if (model === null) throw new ConfigError(`${prefix}_MODEL`, `takes the name of a model ${when}`);
  return { kind: 'openai', baseUrl, model, apiKey: textOf(environment, `${prefix}_API_KEY`) };
}

function paymentsOf(environment: Environment): PaymentsConfig | null {
  const apiKey = textOf(environment, 'STRIPE_API_KEY');
  const webhookSecret = textOf(environment, 'STRIPE_WEBHOOK_SECRET');
  const apiBase = textOf(environment, 'STRIPE_API_BASE');
  if (apiKey === null) {
    const named = ['STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE'].find((name) => textOf(environment, name) !== null);
    if (named !== undefined) throw new ConfigError(named, 'means nothing without STRIPE_API_KEY: set that, too');
    return null;
  }
  if (!/^[sr]k_[A-Za-z0-9_]+$/.test(apiKey)) {
    throw new ConfigError('STRIPE_API_KEY', 'takes a secret or restricted key of Stripe, such as sk_live_…');
  }
  if (webhookSecret === null || !webhookSecret.startsWith('whsec_')) {
    throw new ConfigError(
      'STRIPE_WEBHOOK_SECRET',
      'takes the signing secret of the webhook (whsec_…) with STRIPE_API_KEY',
    );
  }
  if (apiBase !== null && !isUrl(apiBase)) {
    throw new ConfigError('STRIPE_API_BASE', 'takes an http(s) URL without a path');
  }
  return { apiKey, webhookSecret, apiBase };
}

function recallBudgetOf(environment: Environment, machine: Machine): number {
  const megabytes = wholeNumberOf(environment, 'RECALL_MEMORY_MB', {
    least: 16,
    most: 16 * 1024 * 1024,
    otherwise: Math.max(16, Math.floor(machine.memoryBytes / 4 / MEGABYTE)),
  });
  return megabytes * MEGABYTE;
}

function metricsTokenOf(environment: Environment): string | null {
  const token = textOf(environment, 'METRICS_TOKEN');
  if (token === null || /^[\x21-\x7e]{16,}$/.test(token)) return token;
  throw new ConfigError('METRICS_TOKEN', 'takes 16 or more visible ASCII characters');
}

function trustedProxiesOf(environment: Environment): readonly string[] {
  if (textOf(environment, 'TRUST_PROXY') === 'false') return [];
  return listOf(
    environment,
    'TRUST_PROXY',
    (item) => ipaddr.isValid(item) || ipaddr.isValidCIDR(item),
    'takes false, or addresses and CIDR ranges separated by commas',
  );
}

/** Said, not ignored: whoever sets one of these believes that his data goes elsewhere. */
function refuseWhatIsNotHere(environment: Environment): void {
  if (textOf(environment, 'REDIS_URL') !== null) {
    throw new ConfigError('REDIS_URL', 'is not supported by this version: unset it to start');
  }
}
