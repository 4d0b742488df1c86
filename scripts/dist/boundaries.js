import { join } from 'node:path';
import { checkBoundaries } from './boundaries/check-boundaries.js';
const root = join(import.meta.dirname, '../..');
const { violations, unseen, seenCount } = await checkBoundaries(root, join(root, '.dependency-cruiser.cjs'));
for (const violation of violations)
    console.error(violation);
for (const path of unseen)
    console.error(`not seen: ${path}`);
console.log(`${seenCount} sources seen, ${violations.length} broken rules`);
process.exitCode = seenCount > 0 && unseen.length === 0 && violations.length === 0 ? 0 : 1;
//# sourceMappingURL=boundaries.js.map