// Makes src/minilm/question-centre.ts from questions written for the project. Run it with SHARE = 0 in
// src/minilm/centre-question.ts: `npx tsc -b && node packages/embedder/scripts/make-question-centre.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';

const load = (path) => import(new URL(path, import.meta.url).href);
const { createMinilmEmbedder } = await load('../dist/embedder.js');
const { toInt8Vector } = await load('../dist/to-int8-vector.js');
const facts = await load('../../recall/dist/everyday-facts-fixture.js');

const devQuestionsOf = (name) =>
  readFileSync(new URL(`../../../bench/src/everyday/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ split }) => split === 'dev')
    .map(({ question }) => question);
const questions = [
  ...devQuestionsOf('paraphrases.jsonl'),
  ...devQuestionsOf('unanswerable.jsonl'),
  ...[...facts.ANSWERABLE_QUESTIONS, ...facts.UNANSWERABLE_QUESTIONS].map(({ text }) => text),
];

const embedder = createMinilmEmbedder();
const middle = new Float64Array(embedder.dimensions);
for (const question of questions) {
  const vector = await embedder.embedQuery(question);
  const norm = Math.hypot(...vector);
  vector.forEach((value, place) => (middle[place] += value / norm / questions.length));
}
await embedder.close();
console.log(`the middle is ${Math.hypot(...middle).toFixed(2)} long`);

const lines = Buffer.from(toInt8Vector(middle).buffer)
  .toString('base64')
  .match(/.{1,100}/g);
writeFileSync(
  new URL('../src/minilm/question-centre.ts', import.meta.url),
  `// The middle of the vectors of ${questions.length} questions, written for this project and put in the first person: those of the
// everyday sets (split dev) and of recall's everyday facts. Made by scripts/make-question-centre.mjs.

/** What questions have in common in the model's space: 384 int8 in Base64, scaled to a largest value of 127. */
export const QUESTION_CENTRE =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`,
);
