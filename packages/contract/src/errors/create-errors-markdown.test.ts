import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { ERRORS, ERROR_CODES } from '../errors.js';
import { createErrorsMarkdown } from './create-errors-markdown.js';

const page = createErrorsMarkdown();

describe('createErrorsMarkdown', () => {
  it('equals the committed docs/errors.md (else: npm run openapi)', () => {
    const committed = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
    expect(committed === page, 'docs/errors.md is old: run `npm run openapi`').toBe(true);
  });

  it('has a section for each code of the registry, and for nothing else', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(ERROR_CODES);
  });

  it.each(ERROR_CODES)('tells of %s what the registry tells', (code) => {
    const section = page.split(`\n## ${code}\n`)[1]?.split('\n## ')[0] ?? '';
    const { status, title, meaning, whatToDo, retryable } = ERRORS[code];
    for (const part of [String(status), title, meaning, whatToDo]) expect(section).toContain(part);
    expect(section.includes("won't help")).toBe(!retryable || whatToDo.includes("won't help"));
  });

  it('links each row of the table to its section', () => {
    for (const code of ERROR_CODES) expect(page).toContain(`[\`${code}\`](#${code.toLowerCase()})`);
  });
});
