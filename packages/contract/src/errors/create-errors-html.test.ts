import { describe, expect, it } from 'vitest';

import { ERRORS, ERROR_CODES } from '../errors.js';
import { createErrorsHtml } from './create-errors-html.js';

const page = createErrorsHtml();

describe('createErrorsHtml', () => {
  it('has an anchor for each code, where doc_url lands', () => {
    const anchors = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(anchors).toEqual(ERROR_CODES);
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(links)).toEqual(new Set(ERROR_CODES));
  });

  it('shows status and title of each code', () => {
    for (const code of ERROR_CODES)
      expect(page).toContain(`<strong>${ERRORS[code].status} · ${ERRORS[code].title}.</strong>`);
  });

  it('closes every tag that it opens', () => {
    const open: string[] = [];
    for (const [, slash, tag = ''] of page.replace('<!doctype html>', '').matchAll(/<(\/?)(\w+)[^>]*>/g)) {
      if (slash === '/') expect(open.pop()).toBe(tag);
      else if (tag !== 'meta' && tag !== 'link') open.push(tag);
    }
    expect(open).toEqual([]);
  });

  it('leaves no Markdown and no raw character of HTML in the text', () => {
    const text = page.replace(/<style>[\s\S]*<\/style>/, '').replaceAll(/<[^>]+>/g, '');
    expect(text).not.toMatch(/[`<>]/);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<img|src=|https?:\/\/|@import|url\(/);
    // The icon is in the page, and empty: a browser would ask for one otherwise.
    expect(page.match(/<link[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
  });
});
