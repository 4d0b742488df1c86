import { ERRORS, ERROR_CODES, type ErrorCode } from '../errors.js';
import { ERRORS_INTRODUCTION, toRetryText } from './errors-introduction.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
code { font: 0.9em ui-monospace, monospace; background: color-mix(in srgb, currentColor 10%, transparent); padding: 0.1em 0.3em; border-radius: 4px; overflow-wrap: break-word; }
h2 { margin-top: 2.5rem; font: 600 1.1rem ui-monospace, monospace; overflow-wrap: break-word; }
h2 a { color: inherit; text-decoration: none; }
section { scroll-margin-top: 2rem; }
section:target { outline: 2px solid; outline-offset: 0.75rem; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; padding: 0.4rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
  td { display: inline-block; padding: 0 0.6rem 0 0; border: 0; }
  td:last-child { display: block; }
}
`;

function toHtml(markdown: string): string {
  const escaped = markdown.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
  return escaped.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function toSection(code: ErrorCode): string {
  const { status, title, meaning, whatToDo, retryable } = ERRORS[code];
  return `<section id="${code}">
<h2><a href="#${code}">${code}</a></h2>
<p><strong>${status} · ${toHtml(title)}.</strong> ${toHtml(toRetryText(retryable))}</p>
<p>${toHtml(meaning)}</p>
<p><strong>What to do:</strong> ${toHtml(whatToDo)}</p>
</section>`;
}

function toRow(code: ErrorCode): string {
  const { status, title } = ERRORS[code];
  return `<tr><td><a href="#${code}"><code>${code}</code></a></td><td>${status}</td><td>${toHtml(title)}</td></tr>`;
}

/**
 * Writes the error registry as the page that the server shows at `/docs/errors`. Each code is an
 * anchor, so that `doc_url` lands on it. It loads nothing and runs no script.
 *
 * @returns a whole HTML document in UTF-8
 */
export function createErrorsHtml(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Errors · Memory API</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Errors</h1>
${ERRORS_INTRODUCTION.map((paragraph) => `<p>${toHtml(paragraph)}</p>`).join('\n')}
<table>
<thead><tr><th>code</th><th>status</th><th></th></tr></thead>
<tbody>
${ERROR_CODES.map(toRow).join('\n')}
</tbody>
</table>
${ERROR_CODES.map(toSection).join('\n')}
</body>
</html>
`;
}
