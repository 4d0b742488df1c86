import { describe, expect, it } from 'vitest';
import { findHttpClients } from './http-clients.js';
import { createSourceFile } from './source-file.js';
function clientsOf(files) {
    return findHttpClients(Object.entries(files).map(([path, text]) => createSourceFile(path, text)));
}
describe('HTTP clients', () => {
    it('finds a package that calls fetch in one file and names a path of ours in another', () => {
        const files = {
            'packages/sdk-js/src/send.ts': 'await fetch(url);',
            'packages/sdk-js/src/memories.ts': "send('/v1/memories');",
            'apps/dashboard/src/page.ts': 'globalThis.fetch(`/v1/memories/${id}`);',
        };
        expect(clientsOf(files)).toEqual(['packages/sdk-js', 'apps/dashboard']);
    });
    it('takes the contract for what it is, which names paths and calls nobody', () => {
        expect(clientsOf({ 'packages/contract/src/routes.ts': "const path = '/v1/memories';" })).toEqual([]);
    });
    it('takes a caller of something else for what it is', () => {
        expect(clientsOf({ 'packages/language/src/chat.ts': 'await fetch(`${baseUrl}/chat/completions`);' })).toEqual([]);
    });
    it('leaves out the server itself and what measures it', () => {
        const text = "await fetch(base); const path = '/v1/memories';";
        expect(clientsOf({ 'apps/server/src/x.ts': text, 'bench/src/x.ts': text })).toEqual([]);
    });
});
//# sourceMappingURL=http-clients.test.js.map