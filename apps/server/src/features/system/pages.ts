/** A page may load and reach this server and nothing else; styles are written into it by its script. */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** Where the explorer's script is served, by this server. */
export const EXPLORER_SCRIPT_PATH = '/docs/scalar.js';

const EXPLORER_CONFIGURATION = {
  // An empty proxy: "try it" asks this server directly, and no request leaves for a third one.
  proxyUrl: '',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  authentication: { preferredSecurityScheme: 'bearerAuth' },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
};

/** The API explorer at `/docs`. */
export function createExplorerPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Memory API</title>
</head>
<body>
<script id="api-reference" type="application/json" data-url="/openapi.json" data-configuration="${escapeHtml(JSON.stringify(EXPLORER_CONFIGURATION))}"></script>
<script src="${EXPLORER_SCRIPT_PATH}"></script>
</body>
</html>
`;
}

/** What `GET /` tells a person: what this is, the first command, and where to read on. */
export function createWelcomePage(facts: {
  readonly baseUrl: string;
  readonly version: string;
  readonly isSignupOpen: boolean;
}): string {
  const { baseUrl, isSignupOpen } = facts;
  const keySteps = isSignupOpen ? [KEY_STEP, createSignupStep(baseUrl)] : [KEY_STEP];
  const commands = [...keySteps, ...createFirstCommands(baseUrl)].map(escapeHtml).join('\n\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Memory API</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
pre { font: 0.9em/1.5 ui-monospace, monospace; padding: 1rem; overflow-x: auto; border-radius: 6px; background: color-mix(in srgb, currentColor 8%, transparent); }
</style>
</head>
<body>
<h1>Memory API</h1>
<p>This server (version ${escapeHtml(facts.version)}) keeps what an AI application learns about its users, and finds it again in plain words.</p>
<pre>${commands}</pre>
<ul>
<li><a href="/docs">API explorer</a></li>
<li><a href="/docs/errors">Error codes</a></li>
<li><a href="/openapi.json">OpenAPI document</a></li>
<li><a href="/health">Health</a></li>
</ul>
</body>
</html>
`;
}

const KEY_STEP = `# Your API key: the server's first start showed its owner one, or left it in
# the file owner-key of the data directory. Others get theirs from the owner.
export API_KEY=mem_live_…`;

function createSignupStep(baseUrl: string): string {
  return `# No key yet? Sign up: it is data.key of the answer
curl ${baseUrl}/v1/signup -H "Content-Type: application/json" \\
  -d '{"name": "My application", "email": "me@example.com"}'`;
}

/** The first commands to try, by somebody whose key is in `API_KEY`. */
export function createFirstCommands(baseUrl: string): readonly string[] {
  const store = `# Store a memory
curl ${baseUrl}/v1/memories -H "Authorization: Bearer $API_KEY" \\
  -d '{"text": "User prefers dark mode interfaces"}'`;
  const query = `# Find it by meaning
curl ${baseUrl}/v1/query -H "Authorization: Bearer $API_KEY" \\
  -d '{"context": "What are the users UI preferences?"}'`;
  return [store, query];
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
