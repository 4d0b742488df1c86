// `npm run openapi` writes what is committed of this package's output. A test holds both files equal to the source.
import { writeFileSync } from 'node:fs';

import { createErrorsMarkdown } from './errors/create-errors-markdown.js';
import { createOpenApiDocument } from './openapi/create-openapi-document.js';

const root = new URL('../../../', import.meta.url);

writeFileSync(new URL('openapi.json', root), `${JSON.stringify(createOpenApiDocument(), null, 2)}\n`);
writeFileSync(new URL('docs/errors.md', root), createErrorsMarkdown());
