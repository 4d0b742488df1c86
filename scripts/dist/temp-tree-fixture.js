import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
/** Writes the files into a new folder, gives it to `use`, and removes it whatever happens. */
export async function withTempTree(files, use) {
    const root = mkdtempSync(join(tmpdir(), 'memory-api-scripts-'));
    try {
        for (const [path, text] of Object.entries(files)) {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            writeFileSync(join(root, path), text);
        }
        return await use(root);
    }
    finally {
        rmSync(root, { recursive: true, force: true });
    }
}
//# sourceMappingURL=temp-tree-fixture.js.map