import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EvalInputError } from './eval-input-error.js';
import { parseQuestions, readQuestionFile } from './question-file.js';

const GOOD = '{"question": "Where?", "expected": ["mem_1"]}';

describe('parseQuestions', () => {
  it('reads questions with and without namespace and filter, and keeps their line numbers', () => {
    const second =
      '{"question":"Who?","expected":["mem_2","User has a dog","mem_2"],"namespace":"ada","metadata_filter":{"kind":"pet"},"reference_time":"2026-01-15T10:30:00Z"}';
    expect(parseQuestions(`\uFEFF${GOOD}\r\n\n${second}\n`)).toEqual([
      { line: 1, question: 'Where?', expected: ['mem_1'], namespace: null, metadataFilter: null, referenceTime: null },
      {
        line: 3,
        question: 'Who?',
        expected: ['mem_2', 'User has a dog'],
        namespace: 'ada',
        metadataFilter: { kind: 'pet' },
        referenceTime: '2026-01-15T10:30:00Z',
      },
    ]);
  });

  it.each([
    ['{"question": "Where?"', 'line 2: not a JSON object'],
    ['["Where?"]', 'line 2: not a JSON object'],
    ['{"expected": ["a"]}', 'line 2: "question" must be a text that is not empty'],
    ['{"question": " ", "expected": ["a"]}', 'line 2: "question" must be a text that is not empty'],
    ['{"question": "W?", "expected": []}', 'line 2: "expected" must be a list of memory ids or texts, at least one'],
    ['{"question": "W?", "expected": "a"}', 'line 2: "expected" must be a list of memory ids or texts, at least one'],
    ['{"question": "W?", "expected": [1]}', 'line 2: "expected" must be a list of memory ids or texts, at least one'],
    ['{"question": "W?", "expected": ["a"], "namespace": 7}', 'line 2: "namespace" must be a text that is not empty'],
    [
      '{"question": "W?", "expected": ["a"], "reference_time": 5}',
      'line 2: "reference_time" must be an RFC 3339 date-time',
    ],
    ['{"question": "W?", "expected": ["a"], "metadata_filter": []}', 'line 2: "metadata_filter" must be an object'],
    [
      '{"question": "W?", "expected": ["a"], "filter": {}}',
      'line 2: unknown field "filter"; there are question, expected, namespace, metadata_filter, reference_time',
    ],
  ])('tells what is wrong with %s and in which line', (line, message) => {
    expect(() => parseQuestions(`${GOOD}\n${line}`)).toThrow(new EvalInputError(message));
  });

  it('refuses a file without a question', () => {
    expect(() => parseQuestions('\n \n')).toThrow(new EvalInputError('the file holds no questions'));
  });
});

describe('readQuestionFile', () => {
  it('reads from a file, and tells in one line that there is none', () => {
    const directory = mkdtempSync(join(tmpdir(), 'memory-api-questions-'));
    writeFileSync(join(directory, 'questions.jsonl'), GOOD);
    expect(readQuestionFile(join(directory, 'questions.jsonl'))).toHaveLength(1);
    expect(() => readQuestionFile(join(directory, 'nothing.jsonl'))).toThrow(/^\S+nothing\.jsonl can't be read: .+$/);
    rmSync(directory, { recursive: true });
  });
});
