import { Type } from 'typebox';

import { DEFAULT_PER_PAGE, MAX_PER_PAGE } from '../bounds.js';

/** Query parameters of every list. Spread them into the list's own. */
export const pageParameters = {
  page: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000_000,
      default: 1,
      description: 'Which page, from 1. A page past the end is empty. Ignored when `cursor` is given.',
    }),
  ),
  per_page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_PER_PAGE, default: DEFAULT_PER_PAGE, description: 'Items on a page.' }),
  ),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      description:
        '`pagination.next_cursor` of the page before. Unlike `page`, it neither skips nor repeats items that were there from the beginning when others are added or deleted meanwhile.',
    }),
  ),
};
