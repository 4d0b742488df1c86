import { ERRORS, ERROR_CODES, type ErrorCode } from '../errors.js';
import { ERRORS_INTRODUCTION, toRetryText } from './errors-introduction.js';

function toSection(code: ErrorCode): string {
  const { status, title, meaning, whatToDo, retryable } = ERRORS[code];
  return `## ${code}

**${status} · ${title}.** ${toRetryText(retryable)}

${meaning}

**What to do:** ${whatToDo}
`;
}

/**
 * Writes the error registry as a page of Markdown: `docs/errors.md`.
 *
 * @returns the whole file; the same for the same registry
 */
export function createErrorsMarkdown(): string {
  const rows = ERROR_CODES.map((code) => {
    const { status, title } = ERRORS[code];
    return `| [\`${code}\`](#${code.toLowerCase()}) | ${status} | ${title} |`;
  });
  return `# Errors

<!-- Generated from packages/contract/src/errors.ts by \`npm run openapi\`. Don't edit. -->

${ERRORS_INTRODUCTION.join('\n\n')}

| code | status | |
| --- | --- | --- |
${rows.join('\n')}

${ERROR_CODES.map(toSection).join('\n')}`;
}
