import { describe, expect, it } from 'vitest';
import { toFirstPerson, toQuestionInFirstPerson } from './to-first-person.js';

describe('toFirstPerson', () => {
  it.each([
    ['User moved to Bergen', 'I moved to Bergen'],
    ["User's visa has been granted", 'my visa has been granted'],
    ['The user is a nurse, and the user has two cats', 'I am a nurse, and I have two cats'],
    ['The green bike was stolen; user has a folding bike', 'The green bike was stolen; I have a folding bike'],
  ])('words %j as one would say it of oneself', (text, expected) => {
    expect(toFirstPerson(text)).toBe(expected);
  });

  it.each([
    'Anna: I moved to Bergen, and she came along',
    'The user interface is dark',
    'Each user-defined field has a name; users may log in',
    'She keeps her bees on the roof',
    '日本の首都は東京です',
    '',
  ])('leaves %j as it is', (text) => {
    expect(toFirstPerson(text)).toBe(text);
  });
});

describe('toQuestionInFirstPerson', () => {
  it.each([
    ['Where does the user live?', 'Where do I live?'],
    ["What is the user's job?", 'What is my job?'],
    ['What are the users UI preferences?', 'What are my UI preferences?'],
    ['Does she get along with her sister?', 'Do I get along with my sister?'],
    ['Who gave him his dog?', 'Who gave me my dog?'],
    ['Has he been to Rome?', 'Have I been to Rome?'],
  ])('words %j as one would ask it of oneself', (question, expected) => {
    expect(toQuestionInFirstPerson(question)).toBe(expected);
  });

  it('leaves names alone', () => {
    expect(toQuestionInFirstPerson('Where does Hedda live?')).toBe('Where does Hedda live?');
  });
});
