import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../embedder-port.js';
import { createMinilmEmbedder } from './create-minilm-embedder.js';

const DIMENSIONS = 384;

function cosine(a: Int8Array, b: Int8Array): number {
  let dot = 0;
  let aSquared = 0;
  let bSquared = 0;
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    dot += value * other;
    aSquared += value * value;
    bSquared += other * other;
  }
  return dot / Math.sqrt(aSquared * bSquared);
}

describe('createMinilmEmbedder', () => {
  let embedder: Embedder;
  beforeAll(() => {
    embedder = createMinilmEmbedder();
  });
  afterAll(() => embedder.close());

  const vectorsOf = async (text: string): Promise<Int8Array> => {
    const [embedded] = await embedder.embedTexts([text]);
    return embedded?.vectors ?? new Int8Array();
  };

  it('names the model and the length of its vectors', () => {
    expect([embedder.model, embedder.dimensions]).toEqual(['minilm-l6-v2-int8', DIMENSIONS]);
  });

  it('is ready once it has answered', async () => {
    await embedder.embedQuery('ready?');
    expect(embedder.stats()).toMatchObject({ queued: 0, failed: 0, ready: true });
  });

  it.each([
    ['What are the users UI preferences?', 'User prefers dark mode interfaces'],
    ['What programming languages does the user know?', 'User is proficient in Python and JavaScript'],
    ['What does the user do for work?', 'User works as a software engineer at TechCorp'],
    ['who are the kids', 'User has two daughters, Anna and Lucy'],
    ['any food she must not eat?', 'Maria is allergic to peanuts'],
  ])('puts the answer of %j before all other memories', async (question, answer) => {
    const memories = [
      'User prefers dark mode interfaces',
      'User is proficient in Python and JavaScript',
      'User works as a software engineer at TechCorp',
      'User has two daughters, Anna and Lucy',
      'Maria is allergic to peanuts',
      'The train to Leeds leaves at nine',
      'The invoice was paid on Tuesday',
    ];
    const { vector: query } = await embedder.embedQuery(question);
    const embedded = await embedder.embedTexts(memories);
    const cosines = embedded.map(({ vectors }) => cosine(query, vectors));
    expect(memories[cosines.indexOf(Math.max(...cosines))]).toBe(answer);
  });

  it('puts a paraphrase near and an unrelated sentence far', async () => {
    const vector = await vectorsOf('He bought a second-hand bicycle');
    expect(cosine(vector, await vectorsOf('A used bike was purchased by him'))).toBeGreaterThan(0.75);
    expect(cosine(vector, await vectorsOf('The meeting about the budget was postponed'))).toBeLessThan(0.25);
  });

  it('gives a text the same vector alone as among others of any length', async () => {
    const texts = [
      'ok',
      'She keeps bees on the roof of the library.',
      '日本の首都は東京です',
      'The contract ends in June, and nobody has asked her whether she wants to stay on for the winter.',
      'The quick brown fox jumps over the lazy dog. '.repeat(12),
      '🎉 party at eight 🎉',
    ];
    const together = await embedder.embedTexts(texts);
    for (const [index, text] of texts.entries()) {
      expect(cosine(together[index]?.vectors ?? new Int8Array(), await vectorsOf(text)), text).toBeGreaterThan(0.999);
    }
  });

  it('gives a question nearly the vector that the same words have as a text', async () => {
    const text = 'Where did Maria move in 2019?';
    const { vector } = await embedder.embedQuery(text);
    const likeness = cosine(vector, await vectorsOf(text));
    expect(likeness).toBeGreaterThan(0.95);
    // What all questions have in common is taken out of it.
    expect(likeness).toBeLessThan(0.999);
  });

  it('takes "User …", "the user" and, in a question, "she" for the one who speaks', async () => {
    const vector = await vectorsOf('User is allergic to peanuts');
    expect(await vectorsOf('I am allergic to peanuts')).toEqual(vector);
    expect(await embedder.embedQuery('Is she allergic?')).toEqual(await embedder.embedQuery('Am I allergic?'));
  });

  it('fills the range of int8 with each vector', async () => {
    const vector = await vectorsOf('User prefers dark mode interfaces');
    expect(Math.max(...vector.map((value) => Math.abs(value)))).toBe(127);
  });

  it.each([
    ['an empty text', ''],
    ['white space', ' \n\t\u2003'],
    ['a NUL and other control characters', 'a\u0000b\u0007c\u009f'],
    ['half a surrogate pair', 'broken \ud83d text \udc00'],
    ['combining marks alone', '\u0301\u0308\u0323'],
    ['marks of the model itself', '[CLS] [SEP] [MASK] [PAD] [UNK]'],
    ['emoji', '😀👩‍👩‍👧‍👦🇩🇪'],
    ['Chinese', '你好，世界。今天天气很好。'],
    ['Arabic', 'مرحبا بالعالم'],
    ['a word of 5,000 letters', 'x'.repeat(5000)],
    ['a prototype property', '__proto__ constructor toString'],
  ])('gives %s one vector', async (_, text) => {
    const vectors = await vectorsOf(text);
    expect(vectors).toHaveLength(DIMENSIONS);
    expect(vectors.some((value) => value !== 0)).toBe(true);
  });

  it('gives a text of 50,000 characters a vector for each window, and finds what stands at its end', async () => {
    const filler = 'The committee discussed the maintenance of the roads in the northern district. ';
    const end = ' Maria is allergic to peanuts.';
    const text = filler.repeat(1000).slice(0, 50_000 - end.length) + end;
    const [embedded] = await embedder.embedTexts([text]);
    const vectors = embedded?.vectors ?? new Int8Array();
    expect(vectors.length % DIMENSIONS).toBe(0);
    expect(vectors.length / DIMENSIONS).toBeGreaterThan(50);
    expect(embedded?.tokens).toBeGreaterThan(7000);

    const { vector: question } = await embedder.embedQuery('Who has an allergy?');
    const last = vectors.subarray(-DIMENSIONS);
    expect(cosine(question, last)).toBeGreaterThan(cosine(question, vectors.subarray(0, DIMENSIONS)) + 0.2);
  });

  it('counts the tokens of a text once each', async () => {
    const [embedded] = await embedder.embedTexts(['dark mode '.repeat(300)]);
    expect(embedded?.tokens).toBe(600);
    expect((embedded?.vectors.length ?? 0) / DIMENSIONS).toBeGreaterThan(4);
  });

  it('counts the tokens of a question by its words, and no more of a long one than it reads', async () => {
    expect((await embedder.embedQuery('dark mode?')).tokens).toBe(3);
    const { tokens } = await embedder.embedQuery('dark mode '.repeat(300));
    expect(tokens).toBeGreaterThan(200);
    expect(tokens).toBeLessThan(600);
  });

  it('answers a question while a long text is embedded', async () => {
    const order: string[] = [];
    const long = embedder.embedTexts(['word '.repeat(8000)]).then(() => order.push('text'));
    await embedder.embedQuery('What now?');
    order.push('question');
    await long;
    expect(order).toEqual(['question', 'text']);
  });

  it('answers many small calls at once, each with its own vector', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `Room ${index} belongs to team ${index * 7}`);
    const alone = await vectorsOf(texts[41] ?? '');
    const all = await Promise.all(texts.map(vectorsOf));
    const cosines = all.map((vector) => cosine(vector, alone));
    expect(cosines.indexOf(Math.max(...cosines))).toBe(41);
  });

  it('has nothing to do for no texts', async () => {
    expect(await embedder.embedTexts([])).toEqual([]);
  });
});
