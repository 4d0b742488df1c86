// Makes the vectors in src/everyday-facts-fixture.ts anew, with the embedder itself, from the texts in that file:
// `npx tsc -b && node packages/recall/scripts/make-everyday-facts.mjs && npx oxfmt packages/recall`.
import { writeFileSync } from 'node:fs';

const load = (path) => import(new URL(path, import.meta.url).href);
const { createMinilmEmbedder } = await load('../../embedder/dist/embedder.js');
const fixture = await load('../dist/everyday-facts-fixture.js');

const embedder = createMinilmEmbedder();
const lists = {
  EVERYDAY_FACTS: 'Facts about one user, varied in matter and wording.',
  ANSWERABLE_QUESTIONS: 'Questions with the fact that answers each, mostly in other words.',
  UNANSWERABLE_QUESTIONS: 'Questions that none of the facts answers.',
};

const sections = [];
for (const [name, description] of Object.entries(lists)) {
  const lines = [];
  for (const entry of fixture[name]) {
    const vectors = await embed(entry.text, name === 'EVERYDAY_FACTS');
    const [text, answer] = [entry.text, entry.answer].map((part) => part ?? '');
    lines.push(`  ${JSON.stringify([Buffer.from(vectors).toString('base64'), text, answer].join('|'))},`);
  }
  sections.push(`/** ${description} */\nexport const ${name} = [\n${lines.join('\n')}\n].map(toEntry);\n`);
}
await embedder.close();

writeFileSync(
  new URL('../src/everyday-facts-fixture.ts', import.meta.url),
  `// Written for this project; vectors by scripts/make-everyday-facts.mjs.

/** A text with the vector that the embedder gives it, and for a question the text of the fact that answers it. */
export interface EverydayText {
  readonly text: string;
  readonly vector: Int8Array;
  readonly answer: string;
}

${sections.join('\n')}
function toEntry(line: string): EverydayText {
  const [vector = '', text = '', answer = ''] = line.split('|');
  return { text, answer, vector: Int8Array.from(Buffer.from(vector, 'base64')) };
}
`,
);

async function embed(text, isMemory) {
  if (!isMemory) return embedder.embedQuery(text);
  const [embedded] = await embedder.embedTexts([text]);
  return embedded.vectors;
}
