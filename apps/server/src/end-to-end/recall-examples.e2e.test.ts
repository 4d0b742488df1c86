import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../abuse/answer-fixture.js';
import { INVENTED_FACTS } from './invented-facts-fixture.js';
import { cleanUp, describeServers, type RunningServer } from './server-process-fixture.js';

const UI = 'User prefers dark mode interfaces';
const LANGUAGES = 'User is proficient in Python and JavaScript';
const WORK = 'User works as a software engineer at TechCorp';

describeServers('the documented examples of recall, among fifty other facts', (startServer) => {
  let server: RunningServer;
  let key: string;

  beforeAll(async () => {
    server = await startServer();
    key = server.ownerKey;
    expect(new Set(INVENTED_FACTS).size).toBe(50);
    const texts = INVENTED_FACTS.toSpliced(10, 0, UI).toSpliced(25, 0, LANGUAGES).toSpliced(40, 0, WORK);
    for (const text of texts) {
      const { status } = await server.call({ method: 'POST', path: '/v1/memories', key, body: { text } });
      expect(status).toBe(201);
    }
  });
  afterAll(cleanUp);

  const ask = (body: object): Promise<Answer> => server.call({ method: 'POST', path: '/v1/query', key, body });

  it.each([
    ['What are the users UI preferences?', UI, undefined],
    ['What programming languages does the user know?', LANGUAGES, 0.6],
    ['What does the user do for work?', WORK, undefined],
  ])('%s', async (context, expected, threshold) => {
    const answer = await ask({ context, ...(threshold === undefined ? {} : { relevance_threshold: threshold }) });
    expect(answer.status).toBe(200);
    expect(answer.data.total_memories_searched).toBe(53);
    const [best] = answer.data.memories;
    expect(best?.text).toBe(expected);
    expect(best?.relevance_score).toBeGreaterThanOrEqual(threshold ?? 0.5);
    expect(best).toHaveProperty('relevance_reasoning', expect.stringMatching(/\w+/));
  });

  it('the score falls with the rank, and stays between 0 and 1', async () => {
    const answer = await ask({
      context: 'What are the users UI preferences?',
      relevance_threshold: 0,
      max_memories: 100,
    });
    const scores = answer.data.memories.map((memory) => memory.relevance_score);
    expect(scores.length).toBeGreaterThanOrEqual(10);
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
  });

  it('a memory is found by the query after the write that made it, and by none after its deletion', async () => {
    const text = 'User plays chess against Tomasz in the park';
    const made = await server.call({ method: 'POST', path: '/v1/memories', key, body: { text } });
    const found = await ask({ context: 'Who does the user play chess with?' });
    expect(found.data.memories[0]?.text).toBe(text);
    await server.call({ method: 'DELETE', path: `/v1/memories/${made.data.id}`, key });
    const gone = await ask({ context: 'Who does the user play chess with?', relevance_threshold: 0 });
    expect(gone.data.memories.map(({ id }) => id)).not.toContain(made.data.id);
  });
});
